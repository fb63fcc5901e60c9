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

package io.github.mptcpspring.autoconfigure.grpc;

import java.io.UncheckedIOException;
import java.util.Optional;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.grpc.MptcpGrpcEventLoops;
import io.github.mptcpspring.grpc.MptcpGrpcServerCustomizer;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties.Netty.Transport;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * {@link ServerBuilderCustomizer} that applies the settings to gRPC servers. It is called
 * first, so that a channel type and event loops that the application sets remain.
 */
class GrpcListenerCustomizer implements ServerBuilderCustomizer<NettyServerBuilder>, PriorityOrdered {

	private final ListenerSockets sockets;

	private final MptcpGrpcServerCustomizer customizer;

	private final ObjectProvider<GrpcServerProperties> properties;

	/**
	 * Create a new instance.
	 * @param sockets the kit for servers
	 * @param loops the event loops of the servers
	 * @param properties the properties of Boot's server
	 */
	GrpcListenerCustomizer(ListenerSockets sockets, MptcpGrpcEventLoops loops,
			ObjectProvider<GrpcServerProperties> properties) {
		this.sockets = sockets;
		this.customizer = new MptcpGrpcServerCustomizer(sockets.sockets(), sockets.settings(), sockets.observer(),
				loops);
		this.properties = properties;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyServerBuilder builder) {
		Optional<String> path = Optional.ofNullable(this.properties.getIfAvailable())
			.map(GrpcListenerCustomizer::domainSocketPath);
		if (path.isEmpty()) {
			this.customizer.accept(builder);
		}
		else if (!this.sockets.settings().isPlain()) {
			leave(path.get());
		}
	}

	// The rules of NettyAddress. The builder has the channel type by now, and does not
	// tell
	private static @Nullable String domainSocketPath(GrpcServerProperties properties) {
		Transport transport = properties.getNetty().getTransport();
		boolean domain = (transport != null) ? transport == Transport.DOMAIN_SOCKET
				: properties.getAddress() == null && properties.getPort() == null;
		return domain ? properties.getNetty().getDomainSocketPath() : null;
	}

	private void leave(String path) {
		try {
			this.sockets.leaveUnixDomain("Set spring.grpc.server.netty.transport=tcp")
				.opened("gRPC", new DomainSocketAddress(path));
		}
		catch (MptcpUnavailableException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
