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

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.client.ClientSockets;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.grpc.client.ShadedNettyGrpcChannelFactory;

/**
 * Reports that gRPC channels use {@code grpc-netty-shaded}, whose sockets are not
 * accessible: its types have other names than those of Netty.
 */
class ShadedChannelReporter implements SmartInitializingSingleton {

	private final ClientSockets sockets;

	private final ObjectProvider<ShadedNettyGrpcChannelFactory> factories;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 * @param factories the factories of such channels
	 */
	ShadedChannelReporter(ClientSockets sockets, ObjectProvider<ShadedNettyGrpcChannelFactory> factories) {
		this.sockets = sockets;
		this.factories = factories;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.sockets.settings().isPlain() && this.factories.stream().findAny().isPresent()) {
			this.sockets.leave(Problem.permanent("the sockets of io.grpc:grpc-netty-shaded cannot be reached",
					"Use io.grpc:grpc-netty, and leave grpc-netty-shaded out"));
		}
	}

}
