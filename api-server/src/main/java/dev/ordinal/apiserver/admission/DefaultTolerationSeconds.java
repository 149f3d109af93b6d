package dev.ordinal.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** A pod stays for five minutes on a node that is not ready or cannot be reached. */
final class DefaultTolerationSeconds implements AdmissionStep {

  private static final int SECONDS = 300;
  private static final List<String> TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  @Override
  public void admit(Request request) {
    if (!Requests.isWriteOf(request, "", "pods")) {
      return;
    }
    ObjectNode spec = Requests.spec(request);
    for (String taint : TAINTS) {
      boolean tolerated =
          Tree.objects(spec, "tolerations").stream().anyMatch(t -> tolerates(t, taint));
      if (!tolerated) {
        Tree.ensureArray(spec, "tolerations")
            .addObject()
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", SECONDS);
      }
    }
  }

  private static boolean tolerates(ObjectNode toleration, String taint) {
    String key = Tree.text(toleration, "key");
    String effect = Tree.text(toleration, "effect");
    return (key.isEmpty() || key.equals(taint)) && (effect.isEmpty() || effect.equals("NoExecute"));
  }
}
