package dev.ordinal.apiserver.kind.pod;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of an image's name. */
final class ImageName {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[A-Za-z0-9.\\-\\[\\]:]+/)?[a-z0-9._\\-/]+(?::(?<tag>[\\w][\\w.-]{0,127}))?(?<digest>@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?");

  private ImageName() {}

  /**
   * The tag; {@code latest} where the name has neither tag nor digest, empty where it has only a
   * digest or is not a name.
   */
  static String tag(String image) {
    Matcher matcher = NAME.matcher(image);
    if (!matcher.matches()) {
      return "";
    }
    String tag = matcher.group("tag");
    if (tag != null) {
      return tag;
    }
    return matcher.group("digest") == null ? "latest" : "";
  }
}
