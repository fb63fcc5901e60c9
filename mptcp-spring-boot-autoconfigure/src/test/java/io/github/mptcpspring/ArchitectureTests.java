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
			.containsExactlyInAnyOrder("linux", "socket", "tomcat", "netty", "autoconfigure");
	}

	@Test
	void onlyLinuxImportsTheForeignFunctionApi() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(BASE + "linux")
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
			.resideInAPackage(BASE + "linux")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "linux", "java.lang..", "java.util..", "java.nio..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void socketKnowsLinuxAndTheSocketsOfTheJdk() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + "socket")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + "socket", BASE + "linux", "java.lang..", "java.util..", "java.io", "java.net",
					"java.nio..", "jdk.net", "org.jspecify.annotations")
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
	void onlyAutoconfigureKnowsSpring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(BASE + "autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void autoconfigureMakesNoSystemCall() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + "linux")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

}
