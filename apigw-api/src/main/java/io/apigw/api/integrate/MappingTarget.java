package io.apigw.api.integrate;

import io.apigw.api.ApiKind;
import io.apigw.api.integrate.ParameterMapping.Location;
import io.apigw.api.integrate.ParameterMapping.Operation;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The left side of a mapping: how each API kind writes it and what it may not be. */
record MappingTarget(Operation operation, Location location, String name) {

  private static final Pattern REST =
      Pattern.compile("integration\\.request\\.(header|querystring|path)\\.([a-zA-Z0-9._$-]+)");
  private static final Pattern HTTP = Pattern.compile(
      "(append|overwrite|remove):(header\\.[!#$%&'*+.^_`|~0-9A-Za-z-]+|querystring\\.[^\\s\\p{Cntrl}{}]+)");
  private static final String WHOLE_PATH = "overwrite:path";

  static MappingTarget parse(ApiKind kind, String text) {
    MappingTarget target = kind == ApiKind.HTTP ? http(text) : rest(text);
    if (target.location == Location.HEADER && ReservedHeaders.reserved(kind, target.name)) {
      throw new IllegalArgumentException(
          "expected a header that may be mapped but was " + target.name);
    }
    return target;
  }

  private static MappingTarget rest(String text) {
    Matcher matcher = REST.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected integration.request.header.NAME, .querystring.NAME or .path.NAME but was "
              + text);
    }
    return new MappingTarget(Operation.SET, location(matcher.group(1)), matcher.group(2));
  }

  private static MappingTarget http(String text) {
    if (text.equals(WHOLE_PATH)) {
      return new MappingTarget(Operation.OVERWRITE, Location.PATH, "");
    }
    Matcher matcher = HTTP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected append:, overwrite: or remove: with header.NAME or querystring.NAME,"
              + " or overwrite:path but was " + text);
    }
    int dot = matcher.group(2).indexOf('.');
    return new MappingTarget(
        Operation.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        location(matcher.group(2).substring(0, dot)),
        matcher.group(2).substring(dot + 1));
  }

  private static Location location(String word) {
    return Location.valueOf(word.toUpperCase(Locale.ROOT));
  }

  String text() {
    String where = location.name().toLowerCase(Locale.ROOT);
    if (operation == Operation.SET) {
      return "integration.request." + where + "." + name;
    }
    return location == Location.PATH
        ? WHOLE_PATH
        : operation.name().toLowerCase(Locale.ROOT) + ":" + where + "." + name;
  }
}
