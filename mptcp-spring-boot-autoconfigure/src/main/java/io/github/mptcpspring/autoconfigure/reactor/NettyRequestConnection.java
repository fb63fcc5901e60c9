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

package io.github.mptcpspring.autoconfigure.reactor;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import io.github.mptcpspring.netty.ChannelConnection;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * {@link NativeRequestConnection} for embedded Reactor Netty, whose requests know their
 * channel.
 */
class NettyRequestConnection implements NativeRequestConnection {

	private final MptcpSockets sockets;

	NettyRequestConnection(MptcpSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public @Nullable MptcpConnection find(Object nativeRequest) {
		return (nativeRequest instanceof Connection connection)
				? ChannelConnection.of(connection.channel(), this.sockets).orElse(null) : null;
	}

}
