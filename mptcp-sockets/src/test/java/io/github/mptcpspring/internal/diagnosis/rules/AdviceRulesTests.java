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

package io.github.mptcpspring.internal.diagnosis.rules;

import java.util.List;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.AdviceRule;
import io.github.mptcpspring.internal.diagnosis.Severity;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdviceRules}.
 */
class AdviceRulesTests {

	private static final Problem SWITCHED_OFF = Problem.temporary("it is switched off", "Switch it on",
			"sysctl -w net.mptcp.enabled=1");

	private static final Problem JDK_CLIENT = Problem.permanent("it has no way in", "Take another client");

	private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f:]*::[0-9a-f:]*");

	@Test
	void noAdviceWhenAllIsWell() {
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell())).isEmpty();
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell().onlyServer())).isEmpty();
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell().onlyManagement())).isEmpty();
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell().onlyClient())).isEmpty();
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell().onlyFastOpen())).isEmpty();
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell().twoSubflows())).isEmpty();
	}

	@Test
	void noAdviceFromWhatCannotBeRead() {
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell()
			.reporting(null)
			.pathManager(null)
			.joinsInitialAddress(null)
			.limits(null)
			.endpoints(null)
			.addresses()
			.fastOpen(null)
			.noCounters()
			.connections(null))).isEmpty();
	}

	@Test
	void withEverySwitchOffOnlyThatIsToldHoweverBadTheHostIs() {
		assertThat(advise(badHost().everySwitchOff())).singleElement()
			.extracting(Advice::severity)
			.isEqualTo(Severity.INFO);
	}

	@Test
	void theMostSevereComesFirstAndOneRuleAfterTheOther() {
		assertThat(advise(allIsBad())).extracting(Advice::severity)
			.containsExactly(Severity.ERROR, Severity.WARN, Severity.WARN, Severity.WARN, Severity.WARN, Severity.WARN,
					Severity.WARN, Severity.WARN, Severity.WARN, Severity.WARN, Severity.WARN, Severity.INFO);
		assertThat(advise(allIsBad())).extracting((advice) -> advice.problem().split(" ")[0])
			.containsExactly("MPTCP", "HTTP", "The", "Clients", "All", "SYNs", "4", "Fast", "Fast", "Something", "7",
					"Linux");
	}

	@Test
	void theSameIsToldOnce() {
		Problem problem = JDK_CLIENT.of(Feature.MPTCP);
		assertThat(advise(DiagnosticSnapshotFixture.allIsWell()
			.listener("Tomcat", Protocol.TCP, problem)
			.listener("Tomcat", Protocol.TCP, problem))).hasSize(1);
	}

	@Test
	void withAddressesHiddenNoAdviceHasOne() {
		DiagnosticSnapshotFixture fixture = allIsBad().mptcpProblem(null).endpoints(List.of());
		List<Advice> shown = AdviceRules.advise(fixture.snapshot());
		List<Advice> hidden = AdviceRules.advise(fixture.snapshot().withAddressesHidden());
		assertThat(shown).anySatisfy((advice) -> assertThat(advice.commands().toString()).containsPattern(ADDRESS));
		assertThat(hidden).hasSameSizeAs(shown).allSatisfy((advice) -> {
			assertThat(advice.problem()).doesNotContainPattern(ADDRESS);
			assertThat(advice.fix()).doesNotContainPattern(ADDRESS);
			assertThat(advice.commands().toString()).doesNotContainPattern(ADDRESS);
		});
	}

	@Test
	void sentencesAreWithoutAFullStop() {
		assertThat(advise(allIsBad())).allSatisfy((advice) -> {
			assertThat(advice.problem()).matches("[A-Z0-9].*[^.]");
			assertThat(advice.fix()).matches("[A-Z].*[^.:]")
				.doesNotContainPattern("\\b(sysctl -|ip mptcp|tcpdump|mptcpize run)");
		});
	}

	@Test
	void everyRuleIsAppliedAndHasTestsOfItsOwn() {
		JavaClasses classes = new ClassFileImporter().importPackagesOf(AdviceRules.class);
		List<String> applied = classes.get(AdviceRules.class)
			.getConstructorCallsFromSelf()
			.stream()
			.map(JavaConstructorCall::getTargetOwner)
			.filter((type) -> type.isAssignableTo(AdviceRule.class))
			.map(JavaClass::getSimpleName)
			.sorted()
			.toList();
		assertThat(applied).doesNotHaveDuplicates().isEqualTo(namesOf(classes, AdviceRule.class));
		assertThat(namesOf(classes, RuleTests.class))
			.containsExactlyElementsOf(applied.stream().map((rule) -> rule + "Tests").toList());
	}

	private static List<String> namesOf(JavaClasses classes, Class<?> type) {
		return classes.stream()
			.filter((candidate) -> candidate.isAssignableTo(type) && !candidate.isEquivalentTo(type))
			.map(JavaClass::getSimpleName)
			.sorted()
			.toList();
	}

	private static List<Advice> advise(DiagnosticSnapshotFixture fixture) {
		return AdviceRules.advise(fixture.snapshot());
	}

	private static DiagnosticSnapshotFixture allIsBad() {
		return badHost()
			.settings(new ListenerSettings(true, OnUnavailable.FAIL, 256), ListenerSettings.PLAIN,
					new ClientSettings(true, OnUnavailable.FALLBACK, true))
			.clientProblem(JDK_CLIENT.of(Feature.MPTCP_AND_FAST_OPEN));
	}

	private static DiagnosticSnapshotFixture badHost() {
		return DiagnosticSnapshotFixture.allIsWell()
			.mptcpProblem(SWITCHED_OFF)
			.limits(new PathManagerLimits(0, 0))
			.connections(ConnectionSnapshots.none().others(Role.CLIENT, Protocol.FALLBACK, 2).snapshot())
			.counter("Blackhole", 3)
			.counter("MPJoinNoTokenFound", 4)
			.counter("TCPFastOpenBlackhole", 5)
			.counter("TCPFastOpenListenOverflow", 7)
			.fastOpen(0)
			.kernel("6.1.0")
			.reporting(new KernelCapabilities(false, false, false));
	}

}
