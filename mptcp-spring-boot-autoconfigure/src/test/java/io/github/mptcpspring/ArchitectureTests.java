/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls between the packages.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.mptcpspring.";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.mptcpspring");

	@Test
	void everyPackageIsKnownHere() {
		assertThat(CLASSES.stream().map((type) -> type.getPackageName().substring(BASE.length())).distinct())
			.containsExactlyInAnyOrder("linux", "linux.struct", "netlink", "socket", "connection", "diagnosis",
					"diagnosis.rules", "tomcat", "netty", "actuate", "autoconfigure", "javaversion");
	}

	@Test
	void onlyLinuxImportsTheForeignFunctionApi() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(BASE + "linux..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("java.lang.foreign..")
			.check(CLASSES);
	}

	@Test
	void noMemorySegmentLeavesLinux() {
		ArchRuleDefinition.noMethods()
			.that()
			.arePublic()
			.should()
			.haveRawReturnType(Predicates.resideInAPackage("java.lang.foreign.."))
			.check(CLASSES);
		ArchRuleDefinition.noMethods()
			.that()
			.arePublic()
			.should()
			.haveRawParameterTypes(DescribedPredicate.describe("of java.lang.foreign",
					(types) -> types.stream().anyMatch(Predicates.resideInAPackage("java.lang.foreign.."))))
			.check(CLASSES);
		ArchRuleDefinition.noFields()
			.that()
			.arePublic()
			.should()
			.haveRawType(Predicates.resideInAPackage("java.lang.foreign.."))
			.check(CLASSES);
	}

	@Test
	void linuxKnowsJavaBaseAndNothingElse() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "linux..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "linux..", "java.lang..", "java.util..", "java.net", "java.nio..",
					"org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void structMakesNoSystemCall() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "linux.struct")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + "linux")
			.check(CLASSES);
	}

	@Test
	void socketKnowsLinuxAndTheSocketsOfTheJdk() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "socket")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "socket", BASE + "linux..", "java.lang..", "java.util..", "java.io", "java.net",
					"java.nio..", "jdk.net", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void netlinkKnowsLinux() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "netlink")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "netlink", BASE + "linux..", "java.lang..", "java.util..", "java.io", "java.net",
					"java.nio..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void connectionKnowsSocketAndWhatIsBelow() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "connection")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "connection", BASE + "socket", BASE + "netlink", BASE + "linux..", "java.lang..",
					"java.util..", "java.io", "java.net", "java.nio..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void diagnosisKnowsConnectionAndWhatIsBelow() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "diagnosis..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "diagnosis..", BASE + "connection", BASE + "socket", BASE + "netlink",
					BASE + "linux..", "java.lang..", "java.util..", "java.io", "java.net", "java.nio..",
					"org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void rulesDoNotAskTheHost() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "diagnosis.rules")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(BASE + "linux..", "java.io", "java.net", "java.nio..")
			.check(CLASSES);
	}

	@Test
	void actuateKnowsNoServerAndNoClient() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(BASE + "linux..", BASE + "tomcat", BASE + "netty", "org.apache..", "io.netty..",
					"reactor..")
			.check(CLASSES);
	}

	@Test
	void tomcatKnowsItsLibraryAndSocket() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "tomcat")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "tomcat", BASE + "socket", "org.apache.coyote..", "org.apache.tomcat..",
					"java..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void nettyKnowsItsLibraryAndSocket() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "netty")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "netty", BASE + "socket", "io.netty..", "reactor..", "java..",
					"org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void onlyAutoconfigureActuateAndJavaVersionKnowSpring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(BASE + "autoconfigure", BASE + "actuate", BASE + "javaversion")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void javaVersionKnowsNoClassThatAnOlderJavaCannotLoad() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "javaversion")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage("io.github.mptcpspring..")
				.and(DescribedPredicate.not(Predicates.resideInAPackage(BASE + "javaversion"))))
			.check(CLASSES);
	}

	@Test
	void autoconfigureMakesNoSystemCall() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + "linux..")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

}
