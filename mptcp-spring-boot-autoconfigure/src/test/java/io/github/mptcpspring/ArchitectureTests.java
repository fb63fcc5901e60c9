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

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls between the packages of both halves, see {@code docs/development.md}.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.mptcpspring";

	private static final String BASE = ROOT + ".";

	private static final String INTERNAL = BASE + "internal.";

	private static final String[] LIBRARIES = { "org.apache..", "org.eclipse..", "io.netty..", "reactor..",
			"jakarta.mail..", "io.lettuce..", "io.r2dbc..", "io.grpc..", "com.rabbitmq.." };

	private static final List<String> CLIENTS = List.of("autoconfigure.httpclient", "autoconfigure.httpcomponents",
			"autoconfigure.jettyclient");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(ArchitectureTests::isNoJarOfTests)
		.importPackages(ROOT);

	private static boolean isNoJarOfTests(Location location) {
		return !location.contains("-tests.jar");
	}

	@Test
	void everyPackageIsKnownHere() {
		assertThat(packages()).containsExactlyInAnyOrder("", "internal.linux", "internal.linux.struct",
				"internal.netlink", "internal.descriptor", "internal.swap", "internal.fastopen", "internal.process",
				"internal.connection", "internal.diagnosis", "internal.diagnosis.rules", "internal.server",
				"internal.client", "tomcat", "netty", "internal.netty", "reactor", "jetty", "jettyclient",
				"httpcomponents", "lettuce", "grpc", "socketfactory", "actuate", "autoconfigure",
				"autoconfigure.actuate", "autoconfigure.httpclient", "autoconfigure.mail", "autoconfigure.reactor",
				"autoconfigure.tomcat", "autoconfigure.jetty", "autoconfigure.jettyclient",
				"autoconfigure.httpcomponents", "autoconfigure.r2dbc", "autoconfigure.rabbitmq", "autoconfigure.redis",
				"autoconfigure.grpc", "autoconfigure.rsocket", "autoconfigure.webflux", "autoconfigure.webmvc",
				"autoconfigure.webserver", "javaversion");
	}

	private static Stream<String> packages() {
		return CLASSES.stream().map(JavaClass::getPackageName).distinct().map(ArchitectureTests::relative);
	}

	private static String relative(String packageName) {
		return packageName.equals(ROOT) ? "" : packageName.substring(BASE.length());
	}

	/**
	 * Public is a promise: a new public type is a decision, and is written down here.
	 */
	@Test
	void publicTypesAreKnownHere() {
		List<String> api = List.of("ClientSettings", "ConnectionPath", "ConnectionState", "DestinationPattern",
				"Listener", "ListenerObserver", "ListenerSettings", "ListenerState", "MptcpConnection", "MptcpSockets",
				"MptcpUnavailableException", "OnUnavailable", "Problem", "ProblemObserver", "Protocol", "SwapResult");
		List<String> adapters = List.of("grpc.MptcpGrpcChannelCustomizer", "grpc.MptcpGrpcEventLoops",
				"grpc.MptcpGrpcServerCustomizer", "httpcomponents.MptcpConnectionManagerCustomizer",
				"jetty.MptcpServerCustomizer", "jettyclient.MptcpJettyClientCustomizer", "lettuce.MptcpClientResources",
				"netty.ChannelConnection", "netty.MptcpEventLoops", "reactor.MptcpHttpClientCustomizer",
				"reactor.MptcpHttpServerCustomizer", "reactor.MptcpLoopResources", "socketfactory.MptcpSocketFactory",
				"socketfactory.MptcpSslSocketFactory", "tomcat.MptcpHttp11NioProtocol");
		List<String> actuate = List.of("actuate.ConnectionDescriptor", "actuate.ConnectionDetailsDescriptor",
				"actuate.ConnectionMeters", "actuate.ConnectionsDescriptor", "actuate.HostDescriptor",
				"actuate.KernelMeters", "actuate.ListenerMeters", "actuate.MptcpDescriptor", "actuate.MptcpEndpoint",
				"actuate.MptcpEndpointJmxExtension", "actuate.MptcpEndpointWebExtension",
				"actuate.MptcpHealthIndicator");
		List<String> autoConfigurations = List.of("autoconfigure.MptcpAutoConfiguration",
				"autoconfigure.actuate.MptcpEndpointAutoConfiguration",
				"autoconfigure.actuate.MptcpHealthContributorAutoConfiguration",
				"autoconfigure.actuate.MptcpMetricsAutoConfiguration", "autoconfigure.grpc.GrpcMptcpAutoConfiguration",
				"autoconfigure.httpclient.HttpClientMptcpAutoConfiguration",
				"autoconfigure.httpcomponents.HttpComponentsMptcpAutoConfiguration",
				"autoconfigure.jettyclient.JettyClientMptcpAutoConfiguration",
				"autoconfigure.jetty.JettyMptcpAutoConfiguration", "autoconfigure.mail.MailMptcpAutoConfiguration",
				"autoconfigure.reactor.NettyMptcpAutoConfiguration", "autoconfigure.redis.RedisMptcpAutoConfiguration",
				"autoconfigure.r2dbc.R2dbcMptcpAutoConfiguration",
				"autoconfigure.rabbitmq.RabbitmqMptcpAutoConfiguration",
				"autoconfigure.rsocket.RSocketMptcpAutoConfiguration",
				"autoconfigure.tomcat.TomcatMptcpAutoConfiguration",
				"autoconfigure.webflux.WebFluxMptcpAutoConfiguration",
				"autoconfigure.webmvc.WebMvcMptcpAutoConfiguration",
				"autoconfigure.webserver.StartedServerMptcpAutoConfiguration",
				"autoconfigure.webserver.WebServerMptcpAutoConfiguration");
		List<String> properties = List.of("autoconfigure.ClientMptcpProperties", "autoconfigure.FastOpenProperties",
				"autoconfigure.ManagementServerMptcpProperties", "autoconfigure.ServerMptcpProperties",
				"autoconfigure.actuate.MptcpEndpointProperties");
		List<String> forAutoConfigurations = List.of("autoconfigure.BootBeans", "autoconfigure.ClientReport",
				"autoconfigure.FieldValues", "autoconfigure.InnermostObjects", "autoconfigure.LastBeanPostProcessor",
				"autoconfigure.OnMptcpEnabledCondition", "autoconfigure.httpclient.ClientBuilderPostProcessor",
				"autoconfigure.httpclient.CustomizerChoice", "autoconfigure.httpclient.HttpClientMptcp",
				"autoconfigure.webserver.ListenerCustomizer", "autoconfigure.webserver.NativeRequestConnection");
		assertThat(
				publicTypes().filter(JavaClass::isTopLevelClass).map((type) -> type.getName().substring(BASE.length())))
			.containsExactlyInAnyOrderElementsOf(
					Stream.of(api, adapters, actuate, autoConfigurations, properties, forAutoConfigurations)
						.flatMap(List::stream)
						.toList());
	}

	/**
	 * Only the auto-configuration calls the constructors of what Boot calls.
	 */
	@Test
	void publicTypesNameNoInternalType() {
		assertThat(publicTypes().flatMap((type) -> type.getMembers().stream())
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.filter((member) -> !(member instanceof JavaConstructor && isIn(BASE + "actuate", member.getOwner())))
			.filter((member) -> member.getAllInvolvedRawTypes()
				.stream()
				.anyMatch((type) -> isIn(BASE + "internal", type)))
			.map(JavaMember::getFullName)).isEmpty();
	}

	private static Stream<JavaClass> publicTypes() {
		return CLASSES.stream().filter(ArchitectureTests::isPublic).filter((type) -> !isIn(BASE + "internal", type));
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

	private static boolean isIn(String packageName, JavaClass type) {
		return (type.getPackageName() + ".").startsWith(packageName + ".");
	}

	@Test
	void onlyLinuxImportsTheForeignFunctionApi() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(INTERNAL + "linux..")
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
		verifyKnows(INTERNAL + "linux..", INTERNAL + "linux..");
	}

	@Test
	void apiKnowsNothingOfHowItIsDone() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ROOT)
			.and()
			.doNotHaveFullyQualifiedName(MptcpSockets.class.getName())
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT, "java..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void descriptorKnowsLinux() {
		verifyKnows(INTERNAL + "descriptor", INTERNAL + "descriptor", INTERNAL + "linux..", ROOT, "jdk.net");
	}

	@Test
	void netlinkKnowsLinux() {
		verifyKnows(INTERNAL + "netlink", INTERNAL + "netlink", INTERNAL + "linux..");
	}

	@Test
	void swapKnowsDescriptors() {
		verifyKnows(INTERNAL + "swap", INTERNAL + "swap", INTERNAL + "descriptor", INTERNAL + "linux..", ROOT);
	}

	@Test
	void fastOpenKnowsDescriptors() {
		verifyKnows(INTERNAL + "fastopen", INTERNAL + "fastopen", INTERNAL + "descriptor", INTERNAL + "linux..", ROOT);
	}

	@Test
	void processKnowsTheSwapFastOpenAndConnections() {
		verifyKnows(INTERNAL + "process", INTERNAL + "process", INTERNAL + "swap", INTERNAL + "fastopen",
				INTERNAL + "connection", INTERNAL + "descriptor", INTERNAL + "linux..", ROOT);
	}

	@Test
	void connectionKnowsWhatIsBelow() {
		verifyKnows(INTERNAL + "connection", INTERNAL + "connection", INTERNAL + "linux..", INTERNAL + "netlink",
				INTERNAL + "descriptor", INTERNAL + "swap", INTERNAL + "fastopen", ROOT);
	}

	@Test
	void diagnosisKnowsConnectionAndWhatIsBelow() {
		verifyKnows(INTERNAL + "diagnosis..", INTERNAL + "diagnosis..", INTERNAL + "connection", INTERNAL + "server",
				INTERNAL + "client", INTERNAL + "process", INTERNAL + "linux..", INTERNAL + "netlink",
				INTERNAL + "descriptor", INTERNAL + "swap", INTERNAL + "fastopen", ROOT);
	}

	@Test
	void rulesDoNotAskTheHost() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(INTERNAL + "diagnosis.rules")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(INTERNAL + "linux..", "java.io", "java.net", "java.nio..")
			.check(CLASSES);
	}

	@Test
	void kitsOfServersAndClientsKnowNoLibrary() {
		verifyKnows(INTERNAL + "server", INTERNAL + "server", INTERNAL + "process", INTERNAL + "descriptor",
				INTERNAL + "fastopen", INTERNAL + "linux..", ROOT);
		verifyKnows(INTERNAL + "client", INTERNAL + "client", INTERNAL + "process", INTERNAL + "descriptor",
				INTERNAL + "fastopen", ROOT);
	}

	@Test
	void tomcatKnowsItsLibraryAndTheKitOfServers() {
		verifyKnows(BASE + "tomcat", BASE + "tomcat", INTERNAL + "server", INTERNAL + "process",
				INTERNAL + "descriptor", ROOT, "org.apache.coyote..", "org.apache.tomcat..");
	}

	@Test
	void jettyKnowsItsLibraryAndTheKitOfServers() {
		verifyKnows(BASE + "jetty", BASE + "jetty", INTERNAL + "server", INTERNAL + "process", INTERNAL + "descriptor",
				ROOT, "org.eclipse.jetty..");
	}

	@Test
	void jettyClientKnowsItsLibraryAndTheKitOfClients() {
		verifyKnows(BASE + "jettyclient", BASE + "jettyclient", INTERNAL + "client", INTERNAL + "process",
				INTERNAL + "descriptor", ROOT, "org.eclipse.jetty..");
	}

	@Test
	void httpComponentsKnowsItsLibraryAndTheKitOfClients() {
		verifyKnows(BASE + "httpcomponents", BASE + "httpcomponents", INTERNAL + "client", INTERNAL + "process",
				INTERNAL + "descriptor", ROOT, "org.apache.hc..", "javax.net..");
	}

	@Test
	void nettyKnowsItsLibraryAndTheKits() {
		verifyKnows(BASE + "netty", BASE + "netty", INTERNAL + "netty", INTERNAL + "client", INTERNAL + "process", ROOT,
				"io.netty..");
		verifyKnows(INTERNAL + "netty", INTERNAL + "netty", INTERNAL + "server", INTERNAL + "client",
				INTERNAL + "process", INTERNAL + "connection", INTERNAL + "descriptor", ROOT, "io.netty..");
	}

	@Test
	void reactorKnowsItsLibraryNettyAndTheKits() {
		verifyKnows(BASE + "reactor", BASE + "reactor", INTERNAL + "netty", INTERNAL + "server", INTERNAL + "client",
				INTERNAL + "process", INTERNAL + "connection", INTERNAL + "descriptor", INTERNAL + "fastopen", ROOT,
				"io.netty..", "reactor..");
	}

	@Test
	void lettuceKnowsItsLibraryNettyAndTheKitOfClients() {
		verifyKnows(BASE + "lettuce", BASE + "lettuce", INTERNAL + "netty", INTERNAL + "client", INTERNAL + "process",
				ROOT, "io.netty..", "io.lettuce.core..");
	}

	@Test
	void grpcKnowsItsLibraryNettyAndTheKits() {
		verifyKnows(BASE + "grpc", BASE + "grpc", INTERNAL + "netty", INTERNAL + "server", INTERNAL + "client",
				INTERNAL + "process", ROOT, "io.netty..", "io.grpc.netty");
	}

	@Test
	void socketFactoryKnowsNoLibrary() {
		verifyKnows(BASE + "socketfactory", BASE + "socketfactory", INTERNAL + "client", INTERNAL + "process", ROOT,
				"javax.net..");
	}

	@Test
	void actuateKnowsNoServerAndNoClient() {
		verifyKnowsNot(BASE + "actuate", INTERNAL + "linux..");
		verifyKnowsNot(BASE + "actuate", LIBRARIES);
		verifyKnowsNot(BASE + "actuate", adapters().toArray(String[]::new));
	}

	@Test
	void onlyTheSpringBootPartKnowsSpring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(BASE + "autoconfigure..", BASE + "actuate", BASE + "javaversion")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(CLASSES);
	}

	@Test
	void oneTechnologyOfAutoconfigureDoesNotKnowAnother() {
		List<String> technologies = packages().filter((name) -> name.startsWith("autoconfigure.")).toList();
		for (String technology : technologies) {
			Stream<String> others = technologies.stream()
				.filter((name) -> !name.equals(technology))
				// What servers have in common, and what clients have
				.filter((name) -> !name.equals("autoconfigure.webserver") || CLIENTS.contains(technology))
				.filter((name) -> !name.equals("autoconfigure.httpclient") || !CLIENTS.contains(technology))
				.map(BASE::concat);
			verifyKnowsNot(BASE + technology, others.toArray(String[]::new));
		}
		verifyKnowsNot(BASE + "autoconfigure", BASE + "autoconfigure.*");
	}

	@Test
	void theConfigurationOfOneServerDoesNotKnowTheAdapterOfAnother() {
		for (String adapter : adapters().toList()) {
			Stream<String> configurations = packages().filter((name) -> name.startsWith("autoconfigure."))
				.map(BASE::concat)
				.filter((name) -> !adapter.endsWith("." + name.substring(name.lastIndexOf('.') + 1)))
				// What clients have in common is where those of Reactor Netty are
				.filter((name) -> !name.endsWith(".httpclient"))
				// Named by what the user knows, and built on a library or on its way in
				.filter((name) -> !(name.endsWith(".rabbitmq") && adapter.endsWith(".socketfactory")))
				.filter((name) -> !(name.endsWith(".rabbitmq") && adapter.endsWith(".netty")))
				.filter((name) -> !(name.endsWith(".mail") && adapter.endsWith(".socketfactory")))
				.filter((name) -> !(name.endsWith(".r2dbc") && adapter.endsWith(".reactor")))
				.filter((name) -> !(name.endsWith(".redis") && adapter.endsWith(".lettuce")))
				.filter((name) -> !(name.endsWith(".reactor") && adapter.endsWith(".netty")))
				.filter((name) -> !(name.endsWith(".rsocket") && adapter.endsWith(".reactor")));
			configurations.forEach((name) -> verifyKnowsNot(name, adapter));
		}
	}

	// Packages of the first half that are neither the root nor internal
	private static Stream<String> adapters() {
		return packages()
			.filter((name) -> !name.isEmpty() && !name.matches("(internal|autoconfigure|actuate|javaversion)(\\..*)?"))
			.map(BASE::concat);
	}

	@Test
	void javaVersionKnowsNoClassThatAnOlderJavaCannotLoad() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "javaversion")
			.should()
			.dependOnClassesThat(Predicates.resideInAPackage(ROOT + "..")
				.and(DescribedPredicate.not(Predicates.resideInAPackage(BASE + "javaversion"))))
			.check(CLASSES);
	}

	@Test
	void autoconfigureMakesNoSystemCall() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(BASE + "autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(INTERNAL + "linux..")
			.check(CLASSES);
	}

	/**
	 * The entrance of the API and the class behind it are one.
	 */
	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().assignedFrom(new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				String name = type.isEquivalentTo(MptcpSockets.class) ? INTERNAL + "process" : type.getPackageName();
				// One package tells what lies in the memory of the calls of the other
				return SliceIdentifier.of(name.startsWith(INTERNAL + "linux") ? INTERNAL + "linux" : name);
			}

			@Override
			public String getDescription() {
				return "packages";
			}

		}).should().beFreeOfCycles().check(CLASSES);
	}

	private static void verifyKnows(String packages, String... known) {
		String[] all = Stream.concat(Stream.of(known), Stream.of("java..", "org.jspecify.annotations"))
			.toArray(String[]::new);
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(packages)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(all)
			.check(CLASSES);
	}

	private static void verifyKnowsNot(String packages, String... unknown) {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(packages)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(unknown)
			.check(CLASSES);
	}

}
