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

package io.github.mptcpspring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientReport}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientReportTests {

	private final ClientReport report = report(true, false);

	@Test
	void allClientsAreOneLine(CapturedOutput output) {
		this.report.reached("Jetty client", "one");
		this.report.reached("Jetty client", "two");
		this.report.reached("Mail sender", "three");
		assertThat(output).isEmpty();
		this.report.afterSingletonsInstantiated();
		assertThat(lines(output)).singleElement()
			.satisfies((line) -> assertThat(line).contains("INFO")
				.endsWith(" Clients prepared for MPTCP: Jetty client, Mail sender"));
	}

	@Test
	void nothingIsSaidOfNoClients(CapturedOutput output) {
		this.report.afterSingletonsInstantiated();
		assertThat(output).isEmpty();
	}

	@Test
	void whoComesLaterIsReportedOnce(CapturedOutput output) {
		this.report.reached("Jetty client", "one");
		this.report.afterSingletonsInstantiated();
		this.report.reached("Jetty client", "two");
		this.report.reached("Mail sender", "three");
		this.report.reached("Mail sender", "four");
		assertThat(lines(output)).hasSize(2)
			.last()
			.satisfies((line) -> assertThat(line).endsWith(" Clients prepared for MPTCP: Mail sender"));
	}

	@Test
	void eachBeanIsALineAtDebugLevel(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(ClientReport.class.getName(), LogLevel.DEBUG);
		try {
			this.report.reached("Jetty client", "one");
			this.report.afterSingletonsInstantiated();
			this.report.reached("Jetty client", "two");
		}
		finally {
			logging.setLogLevel(ClientReport.class.getName(), null);
		}
		assertThat(lines(output).stream().filter((line) -> line.contains("DEBUG"))).satisfiesExactly(
				(line) -> assertThat(line).endsWith(" Jetty client: prepared by bean one"),
				(line) -> assertThat(line).endsWith(" Jetty client: prepared by bean two"));
	}

	@ParameterizedTest
	@CsvSource({ "true, false, true, MPTCP", "true, true, true, MPTCP", "false, true, true, Fast Open",
			"false, false, false, ''" })
	void namesWhatIsEnabled(boolean mptcp, boolean fastOpen, boolean enabled, String feature, CapturedOutput output) {
		ClientReport report = report(mptcp, fastOpen);
		assertThat(report.isHttpClientEnabled()).isEqualTo(enabled);
		if (enabled) {
			report.reached("Jetty client", "one");
			report.afterSingletonsInstantiated();
			assertThat(lines(output)).singleElement()
				.satisfies((line) -> assertThat(line).endsWith("prepared for " + feature + ": Jetty client"));
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().toList();
	}

	private static ClientReport report(boolean mptcp, boolean fastOpen) {
		return new ClientReport(new MptcpSettings(ListenerSettings.PLAIN, ListenerSettings.PLAIN,
				new ClientSettings(mptcp, OnUnavailable.FALLBACK, fastOpen), Set.of(), Map.of()));
	}

}
