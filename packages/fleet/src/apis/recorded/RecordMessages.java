import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Writes messages with Kafka's own generated classes, for every version they know: once with every field set ("full"),
 * once with null wherever the version allows it and defaults elsewhere ("sparse"). A line is
 * `name version kind hex json`; json is what a reader of these bytes must see, fields that the version lacks included
 * (64-bit numbers as text, ids and bytes as hexadecimal digits).
 *
 *   java -cp 'libs/*' RecordMessages.java ProduceRequest FetchResponse "OffsetCommitRequest<2" …
 */
public class RecordMessages {
  static final ObjectMapper JSON = new ObjectMapper();
  static int counter;

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      String[] parts = name.split("<");
      Class<?> type = Class.forName("org.apache.kafka.common.message." + parts[0] + "Data");
      Schema[] schemas = (Schema[]) type.getField("SCHEMAS").get(null);
      int lowest = type.getField("LOWEST_SUPPORTED_VERSION").getShort(null);
      int below = parts.length > 1 ? Integer.parseInt(parts[1]) : schemas.length;
      for (int version = lowest; version < below; version++) {
        for (boolean full : new boolean[] {true, false}) {
          counter = 0;
          Message message = (Message) create(type);
          Map<String, Object> seen = fill(message, schemas[version], full);
          ObjectSerializationCache cache = new ObjectSerializationCache();
          ByteBuffer bytes = ByteBuffer.allocate(message.size(cache, (short) version));
          message.write(new ByteBufferAccessor(bytes), cache, (short) version);
          String hex = HexFormat.of().formatHex(bytes.array(), 0, bytes.position());
          System.out.println(String.join(" ", parts[0], "" + version, full ? "full" : "sparse", hex.isEmpty() ? "-" : hex, JSON.writeValueAsString(seen)));
        }
      }
    }
  }

  static Object create(Class<?> type) throws Exception {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  /** Fields of the message in the order of its class. */
  static List<Field> fields(Class<?> type) {
    List<Field> list = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      String name = field.getName();
      if (Modifier.isStatic(field.getModifiers()) || name.startsWith("_") || name.equals("next") || name.equals("prev")) continue;
      field.setAccessible(true);
      list.add(field);
    }
    return list;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Type> onWire(Schema schema) throws Exception {
    Map<String, Type> types = new LinkedHashMap<>();
    for (BoundField bound : schema.fields()) {
      if (!(bound.def.type instanceof TaggedFields)) {
        types.put(bound.def.name, bound.def.type);
        continue;
      }
      Field tags = TaggedFields.class.getDeclaredField("fields");
      tags.setAccessible(true);
      var map = (NavigableMap<Integer, org.apache.kafka.common.protocol.types.Field>) tags.get(bound.def.type);
      for (var tagged : map.values()) types.put(tagged.name, tagged.type);
    }
    return types;
  }

  static Map<String, Object> fill(Object message, Schema schema, boolean full) throws Exception {
    Map<String, Type> types = onWire(schema);
    Map<String, Object> seen = new LinkedHashMap<>();
    for (Field field : fields(message.getClass())) {
      Type type = types.get(field.getName().replaceAll("([A-Z])", "_$1").toLowerCase());
      Object standard = field.get(message);
      if (type == null) seen.put(field.getName(), plain(standard));
      else seen.put(field.getName(), set(message, field, type, full));
    }
    return seen;
  }

  static Object set(Object message, Field field, Type type, boolean full) throws Exception {
    Object standard = field.get(message);
    Class<?> element = element(field);
    boolean isStruct = type instanceof Schema;
    boolean mayBeNull = isStruct ? standard == null : type.isNullable();
    if (!full && mayBeNull) {
      field.set(message, null);
      return null;
    }
    if (isStruct) {
      Object child = create(element);
      Object seen = fill(child, (Schema) type, full);
      field.set(message, child);
      return seen;
    }
    if (type.isArray()) return setArray(message, field, type, full);
    if (!full) {
      if (standard == null) throw new IllegalStateException(field.getName() + " has no value for a sparse message");
      return plain(standard);
    }
    Object value = value(field.getType(), type, standard);
    field.set(message, value);
    return plain(value);
  }

  @SuppressWarnings("unchecked")
  static Object setArray(Object message, Field field, Type type, boolean full) throws Exception {
    Class<?> element = element(field);
    Type of = type.arrayElementType().get();
    Class<?> container = field.getType() == List.class ? ArrayList.class : field.getType();
    Collection<Object> values = (Collection<Object>) create(container);
    List<Object> seen = new ArrayList<>();
    for (int index = 0; full && index < 2; index++) {
      if (of instanceof Schema) {
        Object child = create(element);
        seen.add(fill(child, (Schema) of, true));
        values.add(child);
      } else {
        Object value = value(element, of, null);
        seen.add(plain(value));
        values.add(value);
      }
    }
    field.set(message, values);
    return seen;
  }

  static Class<?> element(Field field) {
    java.lang.reflect.Type generic = field.getGenericType();
    if (generic instanceof Class<?> plain) {
      if (!Collection.class.isAssignableFrom(plain)) return plain;
      generic = plain.getGenericSuperclass();
    }
    return generic instanceof ParameterizedType with ? (Class<?>) with.getActualTypeArguments()[0] : null;
  }

  static Object value(Class<?> javaType, Type type, Object standard) throws Exception {
    int n = ++counter;
    String name = type.toString().replace("COMPACT_", "").replace("NULLABLE_", "");
    return switch (name) {
      case "INT8" -> (byte) (1 + n % 100);
      case "INT16" -> (short) (300 + n);
      case "UINT16" -> 40000 + n;
      case "INT32" -> 70000 + n;
      case "INT64" -> (1L << 40) + n;
      case "FLOAT64" -> n + 0.5;
      case "BOOLEAN" -> !Boolean.TRUE.equals(standard);
      case "STRING" -> "ü" + n;
      case "UUID" -> new Uuid(n, -n);
      case "BYTES" -> javaType == ByteBuffer.class ? ByteBuffer.wrap(new byte[] {(byte) n, -1}) : new byte[] {(byte) n, -1};
      case "RECORDS" -> records(new byte[] {(byte) n, 0, 7});
      default -> throw new IllegalStateException(name);
    };
  }

  /** The class moved to another package in Kafka 4.2. */
  static Object records(byte[] bytes) throws Exception {
    Class<?> type;
    try {
      type = Class.forName("org.apache.kafka.common.record.MemoryRecords");
    } catch (ClassNotFoundException e) {
      type = Class.forName("org.apache.kafka.common.record.internal.MemoryRecords");
    }
    return type.getMethod("readableRecords", ByteBuffer.class).invoke(null, ByteBuffer.wrap(bytes));
  }

  static Object plain(Object value) throws Exception {
    if (value == null || value instanceof String || value instanceof Boolean || value instanceof Double) return value;
    if (value instanceof Long) return value.toString();
    if (value instanceof Number) return value;
    if (value instanceof Uuid id) return HexFormat.of().toHexDigits(id.getMostSignificantBits()) + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    if (value instanceof byte[] bytes) return HexFormat.of().formatHex(bytes);
    if (value instanceof ByteBuffer bytes) return HexFormat.of().formatHex(bytes.array());
    if (value.getClass().getSimpleName().equals("MemoryRecords")) {
      return HexFormat.of().formatHex(((ByteBuffer) value.getClass().getMethod("buffer").invoke(value)).array());
    }
    if (value instanceof Collection<?> values && values.isEmpty()) return List.of();
    if (value instanceof Message) {
      Map<String, Object> seen = new LinkedHashMap<>();
      for (Field field : fields(value.getClass())) seen.put(field.getName(), plain(field.get(value)));
      return seen;
    }
    throw new IllegalStateException(value.getClass().getName());
  }
}
