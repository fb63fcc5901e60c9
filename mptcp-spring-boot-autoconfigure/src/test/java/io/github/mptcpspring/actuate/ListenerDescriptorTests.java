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

package io.github.mptcpspring.actuate;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.diagnosis.HostState;
import io.github.mptcpspring.internal.diagnosis.MibCounters;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerDescriptor}.
 */
class ListenerDescriptorTests {

	// Whatever the sysctl of the machine is that runs the tests
	@Test
	void theQueuesAreThoseInForceWhenTheHostWasRead() {
		assertThat(queueLengths(new FastOpenSysctl(1))).containsExactly(0, 0);
		assertThat(queueLengths(new FastOpenSysctl(3))).containsExactly(256, 0);
		assertThat(queueLengths(null)).containsExactly(256, 0);
	}

	private static List<Integer> queueLengths(@Nullable FastOpenSysctl sysctl) {
		MptcpSettings settings = new MptcpSettings(ListenerSettings.PLAIN, ListenerSettings.PLAIN,
				new ClientSettings(false, OnUnavailable.FALLBACK, false), Set.of(), Map.of());
		HostState host = new HostState("6.18.44", null, null, null, null, null, null, List.of(), sysctl);
		List<Listener> listeners = List.of(listener(8080, 256), listener(8081, 0));
		return ListenerDescriptor
			.of(new DiagnosticSnapshot(settings, null, null, host, new MibCounters(Map.of()), listeners, List.of(),
					null))
			.stream()
			.map(ListenerDescriptor::fastOpenQueueLength)
			.toList();
	}

	private static Listener listener(int port, int queueLength) {
		return new Listener("Tomcat", new InetSocketAddress(port),
				new ListenerState(Protocol.TCP, queueLength, List.of()));
	}

}
