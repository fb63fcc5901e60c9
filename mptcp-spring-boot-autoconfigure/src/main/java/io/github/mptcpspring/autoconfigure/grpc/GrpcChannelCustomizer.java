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

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.grpc.MptcpGrpcChannelCustomizer;
import io.github.mptcpspring.grpc.MptcpGrpcEventLoops;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.grpc.netty.NettyChannelBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties.Channel;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.PropertyResolver;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;

/**
 * {@link GrpcChannelBuilderCustomizer} that applies the settings to gRPC channels. It is
 * called first, so that a channel type and event loops that the application sets remain.
 * Unix domain sockets are not changed.
 */
class GrpcChannelCustomizer implements GrpcChannelBuilderCustomizer<NettyChannelBuilder>, PriorityOrdered {

	private static final String UNIX_DOMAIN = "unix:";

	/** The name of channels in messages. */
	static final String CLIENT = "gRPC client";

	/** The name of this bean, because the names of channels may be without end. */
	static final String BEAN = "mptcpGrpcChannelCustomizer";

	private final MptcpGrpcChannelCustomizer customizer;

	private final boolean enabled;

	private final ClientReport report;

	private final ObjectProvider<GrpcClientProperties> properties;

	private final PropertyResolver propertyResolver;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 * @param report is notified that channels are prepared
	 * @param loops the event loops of the channels
	 * @param properties the properties of Boot's channels
	 * @param propertyResolver resolves placeholders in targets
	 */
	GrpcChannelCustomizer(ClientSockets sockets, ClientReport report, MptcpGrpcEventLoops loops,
			ObjectProvider<GrpcClientProperties> properties, PropertyResolver propertyResolver) {
		this.customizer = new MptcpGrpcChannelCustomizer(sockets.sockets(), sockets.settings(), sockets.observer(),
				loops);
		this.enabled = !sockets.settings().isPlain();
		this.report = report;
		this.properties = properties;
		this.propertyResolver = propertyResolver;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(String target, NettyChannelBuilder builder) {
		if (this.enabled && !isUnixDomain(target)) {
			this.customizer.accept(builder);
			this.report.reached(CLIENT, BEAN);
		}
	}

	// The target is an address or the name of a channel
	private boolean isUnixDomain(String target) {
		GrpcClientProperties known = this.properties.getIfAvailable();
		Channel named = (known != null) ? known.getChannel().get(target) : null;
		return this.propertyResolver.resolvePlaceholders((named != null) ? named.getTarget() : target)
			.startsWith(UNIX_DOMAIN);
	}

}
