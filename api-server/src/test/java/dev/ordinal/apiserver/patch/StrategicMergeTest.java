package dev.ordinal.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.Gvk;
import dev.ordinal.apiserver.schema.JsonReader;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {

  private static final Schemas SCHEMAS = Schemas.builtIn();
  private static final StructType POD = SCHEMAS.find(new Gvk("", "v1", "Pod")).orElseThrow();
  private static final StructType DEPLOYMENT =
      SCHEMAS.find(new Gvk("apps", "v1", "Deployment")).orElseThrow();

  private static ObjectNode tree(String text) {
    return (ObjectNode) JsonReader.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode merge(StructType type, String current, String patch) {
    return StrategicMerge.merge(tree(current), tree(patch), type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // maps and nulls
        "{'metadata':{'labels':{'a':'1'}}}|{'metadata':{'labels':{'b':'2','a':null}}}|{'metadata':{'labels':{'b':'2'}}}",
        "{'spec':{}}|{'spec':{'securityContext':{'runAsUser':1,'fsGroup':null}}}|{'spec':{'securityContext':{'runAsUser':1}}}",
        "{'spec':{'nodeSelector':{'a':'1'}}}|{'spec':{'nodeSelector':{'$patch':'replace','b':'2'}}}|{'spec':{'nodeSelector':{'b':'2'}}}",
        "{'spec':{'securityContext':{'runAsUser':1}}}|{'spec':{'securityContext':{'$patch':'delete'}}}|{'spec':{'securityContext':{}}}",
        // lists of objects by key
        "{'spec':{'containers':[{'name':'a','image':'1'}]}}|{'spec':{'containers':[{'name':'a','image':'2'}]}}|{'spec':{'containers':[{'name':'a','image':'2'}]}}",
        "{'spec':{'containers':[{'name':'a','image':'1'}]}}|{'spec':{'containers':[{'name':'b'}]}}|{'spec':{'containers':[{'name':'b'},{'name':'a','image':'1'}]}}",
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}|{'spec':{'containers':[{'name':'a','$patch':'delete'}]}}|{'spec':{'containers':[{'name':'b'}]}}",
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}|{'spec':{'containers':[{'name':'c'},{'$patch':'replace'}]}}|{'spec':{'containers':[{'name':'c'}]}}",
        "{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'x'}]}]}}|{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'y'},{'containerPort':81}]}]}}|{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'name':'y'},{'containerPort':81}]}]}}",
        // atomic lists
        "{'spec':{'tolerations':[{'key':'a'}]}}|{'spec':{'tolerations':[{'key':'b'}]}}|{'spec':{'tolerations':[{'key':'b'}]}}",
        "{'spec':{'containers':[{'name':'a','args':['1','2']}]}}|{'spec':{'containers':[{'name':'a','args':['3']}]}}|{'spec':{'containers':[{'name':'a','args':['3']}]}}",
        // lists of plain values
        "{'metadata':{'finalizers':['a','b']}}|{'metadata':{'finalizers':['c','a']}}|{'metadata':{'finalizers':['c','a','b']}}",
        "{'metadata':{'finalizers':['a','b','c']}}|{'metadata':{'$deleteFromPrimitiveList/finalizers':['a','c']}}|{'metadata':{'finalizers':['b']}}",
        "{'metadata':{}}|{'metadata':{'$deleteFromPrimitiveList/finalizers':['a']}}|{'metadata':{}}",
        // order
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}|{'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}]}}|{'spec':{'containers':[{'name':'b'},{'name':'a'}]}}",
        "{'spec':{'containers':[{'name':'a'},{'name':'x'},{'name':'b'}]}}|{'spec':{'$setElementOrder/containers':[{'name':'a'},{'name':'b'},{'name':'c'}],'containers':[{'name':'c'}]}}|{'spec':{'containers':[{'name':'a'},{'name':'x'},{'name':'b'},{'name':'c'}]}}",
        "{'spec':{}}|{'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'b'},{'name':'a'}]}}|{'spec':{'containers':[{'name':'b'},{'name':'a'}]}}",
        "{'metadata':{'finalizers':['a','b','c']}}|{'metadata':{'$setElementOrder/finalizers':['c','a'],'finalizers':['c','a']}}|{'metadata':{'finalizers':['b','c','a']}}",
        "{'spec':{}}|{'spec':{'$setElementOrder/containers':[{'name':'b'}]}}|{'spec':{}}",
        // retained keys
        "{'spec':{'volumes':[{'name':'v','emptyDir':{}}]}}|{'spec':{'volumes':[{'$retainKeys':['name','hostPath'],'name':'v','hostPath':{'path':'/x'}}]}}|{'spec':{'volumes':[{'name':'v','hostPath':{'path':'/x'}}]}}",
        // directives in what is new vanish
        "{'spec':{}}|{'spec':{'securityContext':{'$patch':'delete'},'hostname':'h'}}|{'spec':{'hostname':'h'}}",
        "{'spec':{'hostname':'g'}}|{'spec':{'hostname':'h'}}|{'spec':{'hostname':'h'}}",
      })
  void podsAreMergedAsUpstreamMergesThem(String current, String patch, String expected) {
    assertThat(merge(POD, current, patch)).isEqualTo(tree(expected));
  }

  @Test
  void theUpdateStrategyOfADeploymentRetainsKeys() {
    assertThat(
            merge(
                DEPLOYMENT,
                "{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}",
                "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}"))
        .isEqualTo(tree("{'spec':{'strategy':{'type':'Recreate'}}}"));
  }

  @Test
  void aRevisionReplacesTheTemplate() {
    assertThat(
            merge(
                DEPLOYMENT,
                "{'spec':{'replicas':2,'template':{'metadata':{'labels':{'a':'1'}},'spec':{'hostname':'x'}}}}",
                "{'spec':{'template':{'$patch':'replace','spec':{'hostname':'y'}}}}"))
        .isEqualTo(tree("{'spec':{'replicas':2,'template':{'spec':{'hostname':'y'}}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'spec':{'containers':[{'image':'x'}]}}|500|map: map[image:x] does not contain declared merge key: name",
        "{'spec':{'$patch':'frob'}}|500|unknown patch type: frob in map: map[$patch:frob]",
        "{'spec':{'containers':[{'name':'a','$patch':'merge'}]}}|500|merging lists cannot yet be specified in the patch",
        "{'spec':{'$retainKeys':['a'],'b':1}}|400|invalid patch format of retainKeys",
        "{'spec':{'$retainKeys':'a'}}|400|invalid patch format of retainKeys",
        "{'spec':{'$setElementOrder':[]}}|400|invalid patch format of setElementOrder list",
        "{'metadata':{'$deleteFromPrimitiveList':[]}}|400|invalid patch format of primitive list",
        "{'spec':{'containers':[[]]}}|422|the server rejected our request due to an error in our request",
        "{'spec':{'containers':['x']}}|500|list element types are not identical: [[map[name:a]] [x]]",
      })
  void badPatchesAreRefusedInUpstreamsWords(String patch, int code, String message) {
    assertThatThrownBy(
            () -> merge(POD, "{'metadata':{},'spec':{'containers':[{'name':'a'}]}}", patch))
        .isInstanceOfSatisfying(
            dev.ordinal.apiserver.request.ApiException.class,
            e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  /** Whatever two lists there are: the patch that kubectl would make turns one into the other. */
  @Test
  void aDifferenceWithDeletionsAndOrderLeadsToTheWantedList() {
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      List<String> current = names(random);
      List<String> wanted = names(random);
      ObjectNode pod = tree("{'spec':{}}");
      ArrayNode containers = ((ObjectNode) pod.get("spec")).putArray("containers");
      current.forEach(name -> containers.addObject().put("name", name).put("image", "old"));
      ObjectNode patch = tree("{'spec':{}}");
      ObjectNode spec = (ObjectNode) patch.get("spec");
      ArrayNode order = spec.putArray("$setElementOrder/containers");
      ArrayNode changes = spec.putArray("containers");
      for (String name : wanted) {
        order.addObject().put("name", name);
        changes.addObject().put("name", name).put("image", "new");
      }
      current.stream()
          .filter(name -> !wanted.contains(name))
          .forEach(name -> changes.addObject().put("name", name).put("$patch", "delete"));
      if (changes.isEmpty()) {
        continue;
      }
      ObjectNode expected = tree("{'spec':{}}");
      ArrayNode list = ((ObjectNode) expected.get("spec")).putArray("containers");
      wanted.forEach(name -> list.addObject().put("name", name).put("image", "new"));
      assertThat(StrategicMerge.merge(pod, patch, POD)).isEqualTo(expected);
    }
  }

  private static List<String> names(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(1, 6));
  }

  @Test
  void longListsAreMergedInTime() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      list.append(i == 0 ? "" : ",").append("'f").append(i).append("'");
    }
    String finalizers = "{'metadata':{'finalizers':[" + list + "]}}";
    assertThat(merge(POD, finalizers, finalizers)).isEqualTo(tree(finalizers));
  }
}
