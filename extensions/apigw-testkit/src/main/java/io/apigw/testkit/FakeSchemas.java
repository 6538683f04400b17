package io.apigw.testkit;

import io.apigw.api.JsonValue;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.api.validate.SchemaValidator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A schema engine that finds in bodies what a test says it should, nothing otherwise, and remembers the bodies. */
public final class FakeSchemas implements SchemaEngine {

  private final Map<String, List<String>> violations = new ConcurrentHashMap<>();
  private final List<JsonValue> documents = new CopyOnWriteArrayList<>();

  private FakeSchemas() {}

  /**
   * Returns an engine for which every body is valid.
   *
   * @return the engine
   */
  public static FakeSchemas create() {
    return new FakeSchemas();
  }

  /**
   * Says what is wrong with all bodies of a model from now on.
   *
   * @param model the model's name
   * @param lines what is wrong; nothing when there are none
   * @return this
   */
  public FakeSchemas find(String model, String... lines) {
    violations.put(model, List.of(lines));
    return this;
  }

  /**
   * Returns the bodies that were looked at, in order.
   *
   * @return the bodies
   */
  public List<JsonValue> documents() {
    return List.copyOf(documents);
  }

  @Override
  public Prepared<SchemaValidator> prepare(Model model, EngineContext context) {
    return Prepared.ready(document -> {
      documents.add(document);
      return violations.getOrDefault(model.name(), List.of());
    });
  }
}
