package dev.ordinal.schema;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The descriptions in the annotations of a published model class.
 *
 * @param properties by the property's name in lower case
 */
record ModelClass(String description, Map<String, String> properties) {

  static ModelClass read(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    Map<String, String> properties = new HashMap<>();
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      if (name.startsWith("get")) {
        String text = text(method, "ApiModelProperty;", "value");
        if (!text.isEmpty()) {
          properties.put(name.substring(3).toLowerCase(Locale.ROOT), text);
        }
      }
    }
    return new ModelClass(text(model, "ApiModel;", "description"), properties);
  }

  private static String text(AttributedElement element, String annotation, String name) {
    return element.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
        .flatMap(attribute -> attribute.annotations().stream())
        .filter(found -> found.className().stringValue().endsWith("/" + annotation))
        .map(found -> value(found, name))
        .findFirst()
        .orElse("");
  }

  private static String value(Annotation annotation, String name) {
    for (AnnotationElement element : annotation.elements()) {
      if (element.name().stringValue().equals(name)
          && element.value() instanceof AnnotationValue.OfString text) {
        return text.stringValue().replace('\n', ' ').strip();
      }
    }
    return "";
  }
}
