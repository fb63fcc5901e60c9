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

import java.io.UncheckedIOException;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.Problem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MptcpUnavailableFailureAnalyzer}.
 */
class MptcpUnavailableFailureAnalyzerTests {

	private final MptcpUnavailableException failure = new MptcpUnavailableException(Side.SERVER,
			Problem.temporary("net.mptcp.enabled is 0", "Switch it on", "sysctl -w net.mptcp.enabled=1"));

	@Test
	void saysWhatHappenedAndWhatToDo() {
		FailureAnalysis analysis = new MptcpUnavailableFailureAnalyzer()
			.analyze(new IllegalStateException(new UncheckedIOException(this.failure)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription())
			.isEqualTo("The server must listen with MPTCP and cannot: net.mptcp.enabled is 0.");
		assertThat(analysis.getAction().lines()).containsExactly("Switch it on:", "",
				"    sysctl -w net.mptcp.enabled=1", "", "Or let the server fall back to plain TCP:", "",
				"    server.mptcp.on-unavailable=fallback");
		assertThat(analysis.getCause()).isSameAs(this.failure);
	}

	@Test
	void saysWhatToDoWhereNoCommandDoesIt() {
		FailureAnalysis analysis = new MptcpUnavailableFailureAnalyzer().analyze(new MptcpUnavailableException(
				Side.SERVER, Problem.permanent("this kernel has no MPTCP", "Run on Linux 5.17 or newer")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getAction()).startsWith("Run on Linux 5.17 or newer\n\nOr let");
	}

	@Test
	void saysWhoRequiresMptcp() {
		FailureAnalysis analysis = new MptcpUnavailableFailureAnalyzer()
			.analyze(new MptcpUnavailableException(Side.CLIENT, this.failure.getProblem()));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription())
			.isEqualTo("Clients must connect with MPTCP and cannot: net.mptcp.enabled is 0.");
		assertThat(analysis.getAction()).contains("let clients fall back")
			.endsWith("client.mptcp.on-unavailable=fallback");
	}

	@Test
	void leavesOtherFailuresAlone() {
		assertThat(new MptcpUnavailableFailureAnalyzer().analyze(new IllegalStateException())).isNull();
	}

	@Test
	void isFoundByBoot() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {
				// Boot's own analyzers take arguments that are not given here
			}))).hasAtLeastOneElementOfType(MptcpUnavailableFailureAnalyzer.class);
	}

}
