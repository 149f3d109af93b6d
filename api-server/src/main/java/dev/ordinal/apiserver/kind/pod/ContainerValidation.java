package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validation of the containers of a pod spec: regular, init and ephemeral. Used by one thread. */
final class ContainerValidation {

  private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> NOT_EPHEMERAL =
      List.of(
          "ports",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle",
          "resizePolicy",
          "restartPolicy");

  private final JsonNode spec;
  private final String path;
  private final Map<String, ObjectNode> volumes;
  private final Errors errors;
  private final long gracePeriod;

  ContainerValidation(JsonNode spec, String path, Map<String, ObjectNode> volumes, Errors errors) {
    this.spec = spec;
    this.path = path;
    this.volumes = volumes;
    this.errors = errors;
    this.gracePeriod = Tree.number(spec, "terminationGracePeriodSeconds");
  }

  void validateAll() {
    Set<String> names = new HashSet<>();
    regular(names);
    init(names);
    ephemeral(names);
  }

  private void regular(Set<String> names) {
    List<ObjectNode> containers = Tree.objects(spec, "containers");
    if (containers.isEmpty()) {
      errors.required(path + ".containers");
      return;
    }
    Set<String> hostPorts = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      String field = path + ".containers[" + i + "]";
      common(containers.get(i), field);
      uniqueName(names, containers.get(i), field);
      ProbeValidation.validate(containers.get(i), field, gracePeriod, errors);
    }
    for (int i = 0; i < containers.size(); i++) {
      hostPorts(containers.get(i), path + ".containers[" + i + "]", hostPorts);
    }
  }

  private void init(Set<String> names) {
    List<ObjectNode> containers = Tree.objects(spec, "initContainers");
    for (int i = 0; i < containers.size(); i++) {
      ObjectNode container = containers.get(i);
      String field = path + ".initContainers[" + i + "]";
      common(container, field);
      uniqueName(names, container, field);
      hostPorts(container, path + ".initContainers[0]", new HashSet<>());
      if (Tree.text(container, "restartPolicy").equals("Always")) {
        ProbeValidation.validate(container, field, gracePeriod, errors);
      } else {
        for (String name :
            List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
          if (Tree.has(container, name)) {
            errors.forbidden(
                field + "." + name,
                "may not be set for init containers without restartPolicy=Always");
          }
        }
      }
    }
  }

  private void ephemeral(Set<String> names) {
    Set<String> targets = Set.copyOf(names);
    List<ObjectNode> containers = Tree.objects(spec, "ephemeralContainers");
    for (int i = 0; i < containers.size(); i++) {
      ObjectNode container = containers.get(i);
      String field = path + ".ephemeralContainers[" + i + "]";
      common(container, field);
      uniqueName(names, container, field);
      String target = Tree.text(container, "targetContainerName");
      if (!target.isEmpty() && !targets.contains(target)) {
        errors.notFound(field + ".targetContainerName", target);
      }
      for (String name : NOT_EPHEMERAL) {
        if (Tree.has(container, name)) {
          errors.forbidden(field + "." + name, "cannot be set for an Ephemeral Container");
        }
      }
      if (!Tree.at(container, "resources").isEmpty()) {
        errors.forbidden(field + ".resources", "cannot be set for an Ephemeral Container");
      }
    }
  }

  private void uniqueName(Set<String> names, ObjectNode container, String field) {
    String name = Tree.text(container, "name");
    if (!name.isEmpty()) {
      errors.unique(names, field + ".name", name);
    }
  }

  private void common(ObjectNode container, String field) {
    String name = Tree.text(container, "name");
    if (name.isEmpty()) {
      errors.required(field + ".name");
    } else {
      errors.invalidEach(field + ".name", name, Names.dnsLabel(name));
    }
    if (Tree.text(container, "image").isEmpty()) {
      errors.required(field + ".image");
    }
    errors.oneOf(container, field, "terminationMessagePolicy", MESSAGE_POLICIES);
    ports(container, field);
    EnvironmentValidation.validate(container, field, errors);
    mounts(container, field + ".volumeMounts");
    devices(container, field + ".volumeDevices");
    errors.oneOf(container, field, "imagePullPolicy", PULL_POLICIES);
    ResourcesValidation.validate(Tree.at(container, "resources"), field + ".resources", errors);
    SecurityValidation.container(container, field, errors);
  }

  private void ports(ObjectNode container, String path) {
    Set<String> names = new HashSet<>();
    List<ObjectNode> ports = Tree.objects(container, "ports");
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode port = ports.get(i);
      String field = path + ".ports[" + i + "]";
      String name = Tree.text(port, "name");
      if (!name.isEmpty()) {
        List<String> problems = Names.portName(name);
        errors.invalidEach(field + ".name", name, problems);
        if (problems.isEmpty()) {
          errors.unique(names, field + ".name", name);
        }
      }
      long number = Tree.number(port, "containerPort");
      if (number == 0) {
        errors.required(field + ".containerPort");
      } else {
        portNumber(number, field + ".containerPort");
      }
      long hostPort = Tree.number(port, "hostPort");
      if (hostPort != 0) {
        portNumber(hostPort, field + ".hostPort");
      }
      errors.oneOf(port, field, "protocol", PROTOCOLS);
    }
  }

  private void portNumber(long number, String field) {
    Names.portNumber(number).forEach(text -> errors.invalid(field, number, text));
  }

  private void hostPorts(ObjectNode container, String path, Set<String> seen) {
    List<ObjectNode> ports = Tree.objects(container, "ports");
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode port = ports.get(i);
      if (Tree.number(port, "hostPort") != 0) {
        String key =
            Tree.text(port, "protocol")
                + "/"
                + Tree.text(port, "hostIP")
                + "/"
                + Tree.number(port, "hostPort");
        errors.unique(seen, path + ".ports[" + i + "].hostPort", key);
      }
    }
  }

  private void mounts(ObjectNode container, String path) {
    Set<String> places = new HashSet<>();
    List<ObjectNode> mounts = Tree.objects(container, "volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      ObjectNode mount = mounts.get(i);
      String field = path + "[" + i + "]";
      String name = Tree.text(mount, "name");
      if (name.isEmpty()) {
        errors.required(field + ".name");
      }
      if (!volumes.containsKey(name)) {
        errors.notFound(field + ".name", name);
      }
      String place = Tree.text(mount, "mountPath");
      if (place.isEmpty()) {
        errors.required(field + ".mountPath");
      }
      if (!places.add(place)) {
        errors.invalid(field + ".mountPath", place, "must be unique");
      }
      Paths.localDescending(Tree.text(mount, "subPath"), path + ".subPath", errors);
      String expression = Tree.text(mount, "subPathExpr");
      if (!expression.isEmpty() && !Tree.text(mount, "subPath").isEmpty()) {
        errors.invalid(
            field + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
      }
      Paths.localDescending(expression, path + ".subPathExpr", errors);
    }
  }

  private void devices(ObjectNode container, String path) {
    List<ObjectNode> devices = Tree.objects(container, "volumeDevices");
    for (int i = 0; i < devices.size(); i++) {
      String field = path + "[" + i + "]";
      String name = Tree.text(devices.get(i), "name");
      ObjectNode volume = volumes.get(name);
      if (name.isEmpty()) {
        errors.required(field + ".name");
      }
      if (volume == null) {
        errors.notFound(field + ".name", name);
      } else if (!Tree.has(volume, "persistentVolumeClaim") && !Tree.has(volume, "ephemeral")) {
        errors.invalid(
            field + ".name",
            name,
            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
      }
      if (Tree.text(devices.get(i), "devicePath").isEmpty()) {
        errors.required(field + ".devicePath");
      }
    }
  }
}
