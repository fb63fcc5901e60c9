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

package io.github.mptcpspring.internal.diagnosis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ConnectionSnapshots;
import io.github.mptcpspring.internal.connection.Role;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link DiagnosticSnapshot}.
 */
class DiagnosticSnapshotTests {

	@Test
	void oneConnectionWithTwoSubflowsIsEnough() {
		assertThat(with(ConnectionSnapshots.none().mptcp(Role.SERVER, 1).mptcp(Role.CLIENT, 2).snapshot())
			.hasSeveralSubflows()).isTrue();
	}

	@Test
	void severalConnectionsAreNotSeveralSubflows() {
		assertThat(with(ConnectionSnapshots.none()
			.mptcp(Role.SERVER, 1)
			.mptcp(Role.CLIENT, 1)
			.others(Role.CLIENT, Protocol.FALLBACK, 2)
			.snapshot()).hasSeveralSubflows()).isFalse();
	}

	@Test
	void connectionsThatCannotBeReadHaveNone() {
		assertThat(with(null).hasSeveralSubflows()).isFalse();
		assertThat(with(null).findConnections()).isEmpty();
	}

	@Test
	void hiddenAddressesKeepTheirNumberAndDevices() {
		DiagnosticSnapshot hidden = with(null).withAddressesHidden();
		assertThat(hidden.host().addresses()).extracting(HostAddress::device, HostAddress::shown)
			.containsExactly(tuple("eth0", false), tuple("wlan0", false));
		assertThat(hidden.host().endpoints()).isEqualTo(with(null).host().endpoints());
		assertThat(hidden.host().kernel()).isEqualTo("6.18.44");
	}

	private static DiagnosticSnapshot with(@Nullable ConnectionSnapshot connections) {
		HostState host = new HostState("6.18.44", true, "kernel", "default", true, null,
				List.of(new PathManagerEndpoint(1, address(), null, "eth0", Set.of(Flag.SIGNAL))),
				List.of(new HostAddress("eth0", DeviceKind.NETWORK, address(), true),
						new HostAddress("wlan0", DeviceKind.NETWORK, address(), true)),
				null);
		MptcpSettings settings = new MptcpSettings(ListenerSettings.PLAIN, ListenerSettings.PLAIN,
				new ClientSettings(false, OnUnavailable.FALLBACK, false), Set.of(), Map.of());
		return new DiagnosticSnapshot(settings, null, null, host, new MibCounters(Map.of()), List.of(), List.of(),
				connections);
	}

	private static InetAddress address() {
		try {
			return InetAddress.getByName("192.0.2.1");
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
