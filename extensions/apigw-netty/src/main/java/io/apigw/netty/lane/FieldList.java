package io.apigw.netty.lane;

import io.apigw.api.Headers;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that a decoder finds, in a plain array: no hash, no entry each, and those of a head not validated,
 * since whoever reads it validates all of it. Meant to be filled once and read once.
 */
public final class FieldList extends HttpHeaders {

  /** Makes lists for heads. */
  public static final HttpHeadersFactory HEADS = new Factory(false);

  /** Makes lists for trailers, which nobody reads: what is malformed is refused when it is added. */
  public static final HttpHeadersFactory TRAILERS = new Factory(true);

  private static final String[] NONE = new String[0];

  private final boolean checked;
  private String[] fields = NONE;
  private int length;

  /** Begins an empty list. */
  public FieldList() {
    this(false);
  }

  private FieldList(boolean checked) {
    this.checked = checked;
  }

  /** Returns the fields of any headers; the headers themselves when they are such a list. */
  public static FieldList of(HttpHeaders headers) {
    if (headers instanceof FieldList list) {
      return list;
    }
    FieldList list = new FieldList();
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      list.add(field.getKey(), field.getValue());
    }
    return list;
  }

  /** Returns names and values in turns; the array is the caller's. */
  public String[] fields() {
    return Arrays.copyOf(fields, length);
  }

  /** Returns the name of a field. */
  public String name(int index) {
    return fields[2 * index];
  }

  /** Returns the value of a field. */
  public String value(int index) {
    return fields[2 * index + 1];
  }

  @Override
  public int size() {
    return length / 2;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
  }

  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    return add(name.toString(), value);
  }

  @Override
  public HttpHeaders add(String name, Object value) {
    if (checked) {
      var unused = Headers.of(name, value.toString());
    }
    if (length == fields.length) {
      fields = Arrays.copyOf(fields, 2 * length + 16);
    }
    fields[length++] = name;
    fields[length++] = value.toString();
    return this;
  }

  @Override
  public HttpHeaders add(String name, Iterable<?> values) {
    values.forEach(value -> add(name, value));
    return this;
  }

  @Override
  public HttpHeaders addInt(CharSequence name, int value) {
    return add(name, Integer.toString(value));
  }

  @Override
  public HttpHeaders addShort(CharSequence name, short value) {
    return add(name, Short.toString(value));
  }

  @Override
  public HttpHeaders set(String name, Object value) {
    return remove(name).add(name, value);
  }

  @Override
  public HttpHeaders set(String name, Iterable<?> values) {
    return remove(name).add(name, values);
  }

  @Override
  public HttpHeaders setInt(CharSequence name, int value) {
    return set(name.toString(), Integer.toString(value));
  }

  @Override
  public HttpHeaders setShort(CharSequence name, short value) {
    return set(name.toString(), Short.toString(value));
  }

  @Override
  public HttpHeaders remove(String name) {
    int kept = 0;
    for (int i = 0; i < length; i += 2) {
      if (!fields[i].equalsIgnoreCase(name)) {
        fields[kept] = fields[i];
        fields[kept + 1] = fields[i + 1];
        kept += 2;
      }
    }
    length = kept;
    return this;
  }

  @Override
  public HttpHeaders clear() {
    length = 0;
    return this;
  }

  @Override
  public boolean containsValue(CharSequence name, CharSequence value, boolean ignoreCase) {
    return contains(name.toString()) && super.containsValue(name, value, ignoreCase);
  }

  @Override
  public boolean contains(String name) {
    return indexOf(name) >= 0;
  }

  @Override
  public @Nullable String get(String name) {
    int index = indexOf(name);
    return index < 0 ? null : fields[index + 1];
  }

  @Override
  public List<String> getAll(String name) {
    if (indexOf(name) < 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        values.add(fields[i + 1]);
      }
    }
    return values;
  }

  @Override
  public @Nullable Integer getInt(CharSequence name) {
    return copy().getInt(name);
  }

  @Override
  public int getInt(CharSequence name, int otherwise) {
    return copy().getInt(name, otherwise);
  }

  @Override
  public @Nullable Short getShort(CharSequence name) {
    return copy().getShort(name);
  }

  @Override
  public short getShort(CharSequence name, short otherwise) {
    return copy().getShort(name, otherwise);
  }

  @Override
  public @Nullable Long getTimeMillis(CharSequence name) {
    return copy().getTimeMillis(name);
  }

  @Override
  public long getTimeMillis(CharSequence name, long otherwise) {
    return copy().getTimeMillis(name, otherwise);
  }

  /** Returns Netty's own kind, for what is seldom asked. */
  @Override
  public HttpHeaders copy() {
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (int i = 0; i < length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return headers;
  }

  @Override
  public List<Map.Entry<String, String>> entries() {
    List<Map.Entry<String, String>> entries = new ArrayList<>(size());
    for (int i = 0; i < length; i += 2) {
      entries.add(new SimpleImmutableEntry<>(fields[i], fields[i + 1]));
    }
    return entries;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < length; i += 2) {
      names.add(fields[i]);
    }
    return names;
  }

  /** @deprecated as it is in Netty. */
  @Override
  @Deprecated
  public Iterator<Map.Entry<String, String>> iterator() {
    return entries().iterator();
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
    List<Map.Entry<CharSequence, CharSequence>> entries = new ArrayList<>(size());
    for (int i = 0; i < length; i += 2) {
      entries.add(new SimpleImmutableEntry<>(fields[i], fields[i + 1]));
    }
    return entries.iterator();
  }

  private int indexOf(String name) {
    int size = name.length();
    for (int i = 0; i < length; i += 2) {
      if (fields[i].length() == size && fields[i].equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private record Factory(boolean checked) implements HttpHeadersFactory {

    @Override
    public HttpHeaders newHeaders() {
      return new FieldList(checked);
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
      return newHeaders();
    }
  }
}
