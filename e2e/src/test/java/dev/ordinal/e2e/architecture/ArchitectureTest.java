package dev.ordinal.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which way the modules and packages look, and who may touch the outside world. */
final class ArchitectureTest {

  /** Each module with the modules it may use; what is not listed is forbidden. */
  private static final Map<String, Set<String>> DIRECTION =
      Map.ofEntries(
          Map.entry("storage", Set.of()),
          Map.entry("schema", Set.of()),
          Map.entry("apiserver", Set.of("storage")),
          Map.entry("client", Set.of()),
          Map.entry("controller", Set.of("client")),
          Map.entry("nodeagent", Set.of("client")),
          Map.entry("dns", Set.of("client")),
          Map.entry(
              "cluster",
              Set.of("apiserver", "storage", "client", "controller", "nodeagent", "dns")),
          Map.entry("cli", Set.of("cluster")),
          Map.entry("junit", Set.of("cluster")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ordinal");

  @Test
  void enoughClassesAreSeenForTheRulesToMeanSomething() {
    assertThat(CLASSES.size()).isGreaterThan(200);
    for (String module :
        List.of(
            "storage", "apiserver", "client", "controller", "nodeagent", "dns", "cluster", "cli")) {
      assertThat(CLASSES.that(resideInAPackage("dev.ordinal." + module + "..")))
          .as(module)
          .isNotEmpty();
    }
  }

  @Test
  void modulesLookOneWay() {
    for (Map.Entry<String, Set<String>> module : DIRECTION.entrySet()) {
      String[] forbidden =
          DIRECTION.keySet().stream()
              .filter(other -> !other.equals(module.getKey()) && !module.getValue().contains(other))
              .map(other -> "dev.ordinal." + other + "..")
              .toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.ordinal." + module.getKey() + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden));
    }
  }

  @Test
  void packagesOfAModuleHaveNoCycles() {
    for (String module : DIRECTION.keySet()) {
      check(slices().matching("dev.ordinal." + module + ".(**)").should().beFreeOfCycles());
    }
  }

  @Test
  void controllersDoNotSeeEachOther() {
    check(
        slices()
            .matching("dev.ordinal.controller.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.ordinal.controller.runtime.."))
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.ordinal.controller.model..")));
  }

  @Test
  void nettyStaysInTheTransports() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.ordinal.apiserver.http..",
                "dev.ordinal.apiserver.relay..",
                "dev.ordinal.dns.transport..",
                "dev.ordinal.client..",
                "dev.ordinal.nodeagent.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void theDatabaseStaysInItsPackage() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.ordinal.storage.rocksdb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb.."));
  }

  @Test
  void processesAreStartedInTwoPlacesOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.ordinal.nodeagent.linux..", "dev.ordinal.cluster.process..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder"));
  }

  @Test
  void nativeCallsAreMadeInOnePlaceOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.ordinal.nodeagent.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign.."));
  }

  @Test
  void nothingStaticIsMutable() {
    check(
        fields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.ordinal..")
            .and()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal());
  }

  @Test
  void printingIsTheCommandLinesBusiness() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.ordinal.cli..")
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .and()
            .resideOutsideOfPackage("dev.ordinal.schema..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void plannersAreFreeOfClientsClocksAndThreads() {
    check(
        noClasses()
            .that()
            .haveSimpleNameEndingWith("Planner")
            .or()
            .haveSimpleNameEndingWith("Statuses")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.lang\\.Thread|java\\.time\\.Clock|dev\\.ordinal\\.client\\.KubeClient"));
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(org.jspecify.annotations.NullMarked.class));
    Set<String> marked =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(type -> type.getPackageName())
            .collect(java.util.stream.Collectors.toSet());
    Set<String> all =
        CLASSES.stream()
            .map(type -> type.getPackageName())
            .collect(java.util.stream.Collectors.toSet());
    assertThat(all).isSubsetOf(marked);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
