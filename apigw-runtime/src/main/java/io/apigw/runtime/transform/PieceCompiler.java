package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.ValueExpression;
import io.apigw.api.integrate.UriTemplate;
import io.apigw.api.integrate.UriTemplate.PathVariable;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes ready pieces of a URI template's parts and of expressions: decides how each value is encoded in its place. */
final class PieceCompiler {

  private final ApiKind kind;
  private final RouteVariables variables;
  private final Map<String, ValueExpression> mapped;
  private final JsonEngine json;

  /**
   * Makes the compiler of a method.
   *
   * @param kind the kind of API
   * @param variables the route's path variables
   * @param mapped the URI variables that a mapping fills
   * @param json reads bodies
   */
  PieceCompiler(
      ApiKind kind,
      RouteVariables variables,
      Map<String, ValueExpression> mapped,
      JsonEngine json) {
    this.kind = kind;
    this.variables = variables;
    this.mapped = mapped;
    this.json = json;
  }

  /** The pieces of one position of a template. */
  List<UriPiece> pieces(UriTemplate uri, Position position) {
    List<UriPiece> pieces = new ArrayList<>();
    for (UriTemplate.Part part : uri.parts(position)) {
      if (part instanceof Text constant) {
        pieces.add(UriPiece.text(constant.text()));
      } else if (part instanceof PathVariable variable) {
        pieces.add(variable(variable));
      }
    }
    return pieces;
  }

  /** The pieces of an expression that makes a whole path: text is sent as it stands, each value stays in its place. */
  List<UriPiece> path(ValueExpression expression) {
    if (expression instanceof ValueExpression.Concatenation mixed) {
      List<UriPiece> pieces = new ArrayList<>();
      mixed.parts().forEach(part -> pieces.add(pathPart(part)));
      return pieces;
    }
    return List.of(pathPart(expression));
  }

  private UriPiece pathPart(ValueExpression part) {
    if (part instanceof ValueExpression.Literal literal) {
      StringBuilder legal = new StringBuilder();
      UriEncoding.RAW_PATH.append(literal.text(), legal);
      return UriPiece.text(legal.toString());
    }
    if (part instanceof ValueExpression.RequestPath) {
      return UriPiece.routedPath();
    }
    return value(part, Position.PATH, "");
  }

  /** A variable of the template: what a mapping fills, else the route's; one that is neither stays as it is written. */
  private UriPiece variable(PathVariable variable) {
    String name = variable.name();
    ValueExpression source = mapped.get(name);
    String literal = "%7B" + name + "%7D";
    if (source != null) {
      return value(source, variable.position(), literal);
    }
    return variables.has(name)
        ? value(new ValueExpression.PathParameter(name), variable.position(), literal)
        : UriPiece.text(literal);
  }

  private UriPiece value(ValueExpression source, Position position, String otherwise) {
    if (source instanceof ValueExpression.PathParameter parameter
        && variables.has(parameter.name())) {
      return variable(parameter.name(), position);
    }
    UriEncoding encoding =
        source instanceof ValueExpression.StageVariable && position == Position.PATH
            ? UriEncoding.PATH
            : ofText(position);
    return UriPiece.mapped(source.reader(kind, json), encoding, otherwise);
  }

  /** REST APIs have path variables as the client has encoded them, HTTP APIs have them decoded. */
  private UriPiece variable(String name, Position position) {
    int index = variables.index(name);
    if (kind != ApiKind.REST || position == Position.AUTHORITY) {
      boolean segments = position == Position.PATH && variables.greedy(name);
      return segments ? UriPiece.segments(index) : UriPiece.variable(index, ofText(position));
    }
    return UriPiece.variable(
        index, position == Position.PATH ? UriEncoding.RAW_PATH : UriEncoding.RAW_QUERY);
  }

  private static UriEncoding ofText(Position position) {
    return switch (position) {
      case AUTHORITY -> UriEncoding.HOST;
      case PATH -> UriEncoding.SEGMENT;
      case QUERY -> UriEncoding.QUERY;
    };
  }
}
