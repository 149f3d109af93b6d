package dev.ordinal.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.schema.JsonReader;
import dev.ordinal.apiserver.schema.Schemas;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedPatcherTest {

  private static final ResourceType POD = ResourceTypeBuilder.kind("", "v1", "Pod").build();
  private static final ResourceType CUSTOM =
      ResourceTypeBuilder.kind("example.com", "v1", "Widget").build();

  private final TypedPatcher patcher = new TypedPatcher(Schemas.builtIn());

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String text) {
    return JsonReader.read(bytes(text));
  }

  private JsonNode patch(ResourceType type, String kind, String current, String patch) {
    return patcher.patch(
        type, "application/" + kind + "+json", (ObjectNode) tree(current), bytes(patch));
  }

  /** The cases of RFC 6902's appendix that concern objects as we have them, and some of ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux'}]|{'foo':'bar','baz':'qux'}",
        "{'foo':['bar','baz']}|[{'op':'add','path':'/foo/1','value':'qux'}]|{'foo':['bar','qux','baz']}",
        "{'baz':'qux','foo':'bar'}|[{'op':'remove','path':'/baz'}]|{'foo':'bar'}",
        "{'foo':['bar','qux','baz']}|[{'op':'remove','path':'/foo/1'}]|{'foo':['bar','baz']}",
        "{'baz':'qux','foo':'bar'}|[{'op':'replace','path':'/baz','value':'boo'}]|{'baz':'boo','foo':'bar'}",
        "{'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}}|[{'op':'move','from':'/foo/waldo','path':'/qux/thud'}]|{'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}",
        "{'foo':['all','grass','cows','eat']}|[{'op':'move','from':'/foo/1','path':'/foo/3'}]|{'foo':['all','cows','eat','grass']}",
        "{'baz':'qux','foo':['a',2,'c']}|[{'op':'test','path':'/baz','value':'qux'},{'op':'test','path':'/foo/1','value':2}]|{'baz':'qux','foo':['a',2,'c']}",
        "{'foo':'bar'}|[{'op':'add','path':'/child','value':{'grandchild':{}}}]|{'foo':'bar','child':{'grandchild':{}}}",
        "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux','xyz':123}]|{'foo':'bar','baz':'qux'}",
        "{'/':9,'~1':10}|[{'op':'test','path':'/~01','value':10}]|{'/':9,'~1':10}",
        "{'foo':['bar']}|[{'op':'add','path':'/foo/-','value':['abc','def']}]|{'foo':['bar',['abc','def']]}",
        "{'a':1}|[{'op':'add','path':'','value':{'b':2}}]|{'b':2}",
        "{'a':[1,2]}|[{'op':'remove','path':'/a/-1'}]|{'a':[1]}",
        "{'a':{'b':1}}|[{'op':'copy','from':'/a','path':'/c'},{'op':'replace','path':'/c/b','value':2}]|{'a':{'b':1},'c':{'b':2}}",
        "{'a':null}|[{'op':'test','path':'/a','value':null}]|{'a':null}",
      })
  void jsonPatchesFollowTheStandard(String current, String patch, String expected) {
    assertThat(patch(CUSTOM, "json-patch", current, patch)).isEqualTo(tree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'baz':'qux'}|[{'op':'test','path':'/baz','value':'bar'}]",
        "{'foo':'bar'}|[{'op':'add','path':'/baz/bat','value':'qux'}]",
        "{'/':9,'~1':10}|[{'op':'test','path':'/~01','value':'10'}]",
        "{'a':1}|[{'op':'remove','path':'/b'}]",
        "{'a':1}|[{'op':'replace','path':'/b','value':1}]",
        "{'a':[]}|[{'op':'add','path':'/a/1','value':1}]",
        "{'a':[1]}|[{'op':'add','path':'/a/01','value':1}]",
        "{'a':1}|[{'op':'add','path':'b','value':1}]",
        "{'a':1}|[{'op':'add','path':'/b'}]",
        "{'a':{'b':1}}|[{'op':'move','from':'/a','path':'/a/b'}]",
        "{'a':1}|[{'op':'frob','path':'/a'}]",
        "{'a':1}|[{'op':'add','path':'','value':1}]",
      })
  void jsonPatchesThatDoNotFitAreRefused(String current, String patch) {
    assertThatThrownBy(() -> patch(CUSTOM, "json-patch", current, patch))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(422))
        .hasMessage("the server rejected our request due to an error in our request");
  }

  @Test
  void jsonPatchesAreBounded() {
    String many = "[" + "{'op':'test','path':'/a','value':1},".repeat(10_001) + "{}]";
    assertThatThrownBy(() -> patch(CUSTOM, "json-patch", "{'a':1}", many))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(413))
        .hasMessageContaining("The allowed maximum operations in a JSON patch is 10000, got 10002");
    String doubling =
        "[{'op':'add','path':'/a','value':{'x':'"
            + "y".repeat(1000)
            + "'}}"
            + ",{'op':'copy','from':'/a','path':'/a/b'}".repeat(100)
            + "]";
    assertThatThrownBy(() -> patch(CUSTOM, "json-patch", "{}", doubling))
        .isInstanceOf(ApiException.class);
  }

  /** RFC 7386, appendix A, as far as it concerns objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'b'}|{'a':'c'}|{'a':'c'}",
        "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}",
        "{'a':'b','b':'c'}|{'a':null}|{'b':'c'}",
        "{'a':['b']}|{'a':'c'}|{'a':'c'}",
        "{'a':'c'}|{'a':['b']}|{'a':['b']}",
        "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
        "{'e':null}|{'a':1}|{'e':null,'a':1}",
        "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}",
      })
  void mergePatchesFollowTheStandard(String current, String patch, String expected) {
    assertThat(patch(CUSTOM, "merge-patch", current, patch)).isEqualTo(tree(expected));
  }

  @Test
  void theCurrentObjectStaysAsItIs() {
    ObjectNode current = (ObjectNode) tree("{'metadata':{'labels':{'a':'1'}}}");
    ObjectNode before = current.deepCopy();
    for (String kind : new String[] {"merge-patch", "strategic-merge-patch"}) {
      patcher.patch(
          POD,
          "application/" + kind + "+json",
          current,
          bytes("{'metadata':{'labels':{'a':null}}}"));
      assertThat(current).isEqualTo(before);
    }
  }

  @Test
  void whatIsNoPatchIsRefused() {
    assertThatThrownBy(() -> patch(POD, "merge-patch", "{}", "[]"))
        .hasMessage(
            "error decoding patch: json: cannot unmarshal array into Go value of type"
                + " map[string]interface {}");
    assertThatThrownBy(() -> patch(POD, "json-patch", "{}", "{}"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
    assertThatThrownBy(() -> patch(CUSTOM, "strategic-merge-patch", "{}", "{}"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(415))
        .hasMessage(
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json-patch+json, application/merge-patch+json,"
                + " application/apply-patch+yaml");
    assertThatThrownBy(() -> patch(POD, "x-patch", "{}", "{}"))
        .hasMessageContaining("application/strategic-merge-patch+json");
  }
}
