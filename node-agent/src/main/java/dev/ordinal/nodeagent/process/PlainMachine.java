package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.runtime.Capabilities;
import java.util.ArrayList;
import java.util.List;

/** What no pod gets here, whatever it asks for. */
final class PlainMachine {

  private PlainMachine() {}

  static Capabilities capabilities(boolean root) {
    List<String> missing =
        new ArrayList<>(
            List.of(
                "network: a pod has a loopback address of this machine but all its ports are the"
                    + " machine's: listen on $POD_IP only; addresses of services lead nowhere",
                "DNS: /etc/resolv.conf is the machine's; names of the cluster are answered at"
                    + " $ORDINAL_DNS",
                "hostname: it is the machine's, $HOSTNAME is the pod's",
                "files: everything of the machine is visible, nothing is thrown away but"
                    + " $ORDINAL_ROOT",
                "processes: the host's are visible and a main process is not process 1",
                "limits: memory and CPU limits are recorded, not enforced"));
    if (!root) {
      missing.add("users: each process is the user who started the cluster");
    }
    return new Capabilities("process", root, false, false, missing);
  }
}
