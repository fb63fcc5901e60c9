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

package io.github.mptcpspring.tomcat;

import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MptcpNioEndpoint} that need no server.
 */
class MptcpNioEndpointTests {

	private final MptcpNioEndpoint endpoint = new MptcpNioEndpoint();

	private final List<Listener> listeners = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void whenNoChannelIsInheritedTomcatSaysSo(OnUnavailable onUnavailable) {
		this.endpoint.setUseInheritedChannel(true);
		// Of the two, it has precedence
		this.endpoint.setUnixDomainSocketPath("unused");
		this.endpoint.listenWith(new ListenerSockets(new ProcessSockets(),
				new ListenerSettings(true, onUnavailable, 16), this.listeners::add));
		assertThatIllegalArgumentException().isThrownBy(this.endpoint::initServerSocket)
			.withMessageContaining("No inherited channel");
		assertThat(this.listeners).isEmpty();
		assertThat(this.endpoint.getServerSocket()).isNull();
	}

	@Test
	void withoutSettingsTomcatOpensItsOwnSocket() throws Exception {
		this.endpoint.setPort(0);
		this.endpoint.initServerSocket();
		try {
			assertThat(this.endpoint.getServerSocket()).isNotNull();
			assertThat(this.listeners).isEmpty();
		}
		finally {
			this.endpoint.doCloseServerSocket();
		}
		assertThat(this.endpoint.getServerSocket()).isNull();
	}

	@Test
	@MptcpRequired
	void serverSocketIsOursUntilItIsClosed() throws Exception {
		this.endpoint.setPort(0);
		this.endpoint.listenWith(new ListenerSockets(new ProcessSockets(),
				new ListenerSettings(true, OnUnavailable.FAIL, 0), this.listeners::add));
		this.endpoint.initServerSocket();
		NetworkChannel channel = this.endpoint.getServerSocket();
		assertThat(this.listeners).containsExactly(
				new Listener("Tomcat", channel.getLocalAddress(), new ListenerState(Protocol.MPTCP, 0, List.of())));
		this.endpoint.doCloseServerSocket();
		assertThat(channel.isOpen()).isFalse();
		assertThat(this.endpoint.getServerSocket()).isNull();
	}

	@Test
	@MptcpRequired
	void serverSocketGetsTheOptionsThatTomcatGivesIt() throws Exception {
		int tomcats = receiveBufferSize(new MptcpNioEndpoint());
		this.endpoint.listenWith(new ListenerSockets(new ProcessSockets(),
				new ListenerSettings(true, OnUnavailable.FAIL, 0), this.listeners::add));
		assertThat(receiveBufferSize(this.endpoint)).isEqualTo(tomcats);
		assertThat(this.listeners).hasSize(1);
	}

	private int receiveBufferSize(MptcpNioEndpoint endpoint) throws Exception {
		endpoint.setPort(0);
		// The kernel's default is another one
		endpoint.getSocketProperties().setRxBufSize(50_000);
		endpoint.initServerSocket();
		try {
			return endpoint.getServerSocket().getOption(StandardSocketOptions.SO_RCVBUF);
		}
		finally {
			endpoint.doCloseServerSocket();
		}
	}

}
