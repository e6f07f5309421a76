package lockstep.interleave.weave;

/**
 * A field of a woven class.
 *
 * @param owner the class that declares it, as an internal name
 * @param name its name
 * @param descriptor its type
 * @param access its flags
 * @param index its number among the instance fields of its class and superclasses, or among the static fields of its class
 */
public record FieldRef(String owner, String name, String descriptor, int access, int index) {

  public boolean isStatic() {
    return (access & 0x0008) != 0;
  }

  public boolean isFinal() {
    return (access & 0x0010) != 0;
  }

  public boolean isVolatile() {
    return (access & 0x0040) != 0;
  }

  public boolean primitive() {
    return descriptor.length() == 1;
  }
}
