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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerLogger}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerLoggerTests {

	private static final SocketAddress PORT_8080 = new InetSocketAddress(8080);

	@Test
	void oneInfoLineSaysWhatListensHow(CapturedOutput output) {
		log(PORT_8080, new ListenerState(Protocol.MPTCP, 256, List.of()));
		assertThat(output).containsOnlyOnce("INFO")
			.containsOnlyOnce("Tomcat listens on port 8080 with MPTCP, Fast Open queue 256" + System.lineSeparator())
			.doesNotContain("WARN");
	}

	@Test
	void aQueueThatTheKernelDoesNotUseIsNotMentioned(CapturedOutput output) {
		log(PORT_8080, new ListenerState(Protocol.MPTCP, 256, List.of()), new FastOpenSysctl(1));
		assertThat(output).containsOnlyOnce("Tomcat listens on port 8080 with MPTCP" + System.lineSeparator());
	}

	@Test
	void fastOpenIsNotMentionedWithoutAQueue(CapturedOutput output) {
		log(PORT_8080, new ListenerState(Protocol.TCP, 0, List.of()));
		assertThat(output).contains("Tomcat listens on port 8080 with TCP").doesNotContain("Fast Open");
	}

	@Test
	void aUnixDomainSocketHasAPath(CapturedOutput output) {
		log(UnixDomainSocketAddress.of("/run/app.socket"), new ListenerState(Protocol.TCP, 0, List.of()));
		assertThat(output).contains("Tomcat listens on /run/app.socket with TCP");
	}

	@Test
	void everyProblemIsOneWarning(CapturedOutput output) {
		log(PORT_8080,
				new ListenerState(Protocol.TCP, 0,
						List.of(Problem.temporary("reason", "Do this", "one", "two").of(Feature.MPTCP),
								Problem.permanent("cause", "Do that").of(Feature.FAST_OPEN))));
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).satisfiesExactly(
				(line) -> assertThat(line)
					.endsWith("Tomcat on port 8080: MPTCP is not used: reason. Do this with: one && two"),
				(line) -> assertThat(line).endsWith("Tomcat on port 8080: Fast Open is not used: cause. Do that"));
	}

	@Test
	void onlyWhatIsNewOfAListenerThatChangesIsOneWarning(CapturedOutput output) {
		Listener before = new Listener("Netty", PORT_8080, new ListenerState(Protocol.MPTCP, 0,
				List.of(Problem.permanent("cause", "Do that").of(Feature.FAST_OPEN))));
		new ListenerLogger().changed(before,
				before.with(Problem.permanent("reason", "Do this").of(Feature.SOCKET_OPTION)));
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.endsWith("Netty on port 8080: A socket option is not used: reason. Do this");
	}

	private static void log(SocketAddress address, ListenerState state) {
		log(address, state, new FastOpenSysctl(3));
	}

	private static void log(SocketAddress address, ListenerState state, FastOpenSysctl sysctl) {
		new ListenerLogger(() -> Optional.of(sysctl)).opened(new Listener("Tomcat", address, state));
	}

}
