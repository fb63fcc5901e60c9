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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.network.ClientProgram;
import io.github.mptcpspring.testsupport.network.DownloadingClient;
import io.github.mptcpspring.testsupport.network.Reception;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStringCommands;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Clients of Redis on a host of their own.
 */
final class RedisClientProgram {

	private static final byte[] KEY = { 1 };

	private RedisClientProgram() {
	}

	static void main() throws IOException {
		ClientProgram.run((arguments) -> Kind.valueOf(arguments.getFirst()));
	}

	/**
	 * Have the server keep the bytes, and get them call by call.
	 */
	private static void download(Commands commands, InetSocketAddress server, long bytes, Reception reception) {
		for (long position = commands.length(); position < bytes;) {
			byte[] chunk = ReferenceBytes.chunk(position, bytes);
			commands.set(position, chunk);
			position += chunk.length;
		}
		reception.begin(KernelSockets.connectionsTo(server.getPort()).getFirst(), null);
		for (long position = 0; position < bytes;) {
			byte[] part = commands.get(position, position + 49_999);
			reception.receive(ByteBuffer.wrap(part));
			position += part.length;
		}
		reception.end();
	}

	/**
	 * The kinds of clients. Each download has a connection of its own.
	 */
	enum Kind implements DownloadingClient {

		/** What Boot builds. */
		LETTUCE {

			@Override
			public void download(InetSocketAddress server, long bytes, Reception reception) {
				List<String> properties = List.of("client.mptcp.redis.enabled=true", "client.mptcp.on-unavailable=fail",
						"spring.data.redis.host=" + server.getHostString(),
						"spring.data.redis.port=" + server.getPort(), "logging.level.root=warn");
				try (ConfigurableApplicationContext application = DriverApplication.start("data.redis", properties);
						RedisConnection connection = application.getBean(LettuceConnectionFactory.class)
							.getConnection()) {
					RedisClientProgram.download(new LettuceCommands(connection.stringCommands()), server, bytes,
							reception);
				}
			}

		},

		/** A library that takes a socket factory, here Jedis. */
		SOCKET_FACTORY {

			@Override
			public void download(InetSocketAddress server, long bytes, Reception reception) {
				MptcpSocketFactory factory = new MptcpSocketFactory(MptcpSockets.create(),
						new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
						});
				try (Jedis jedis = new Jedis(() -> connect(factory, server))) {
					RedisClientProgram.download(new JedisCommands(jedis), server, bytes, reception);
				}
			}

		};

		private static Socket connect(MptcpSocketFactory factory, InetSocketAddress server) {
			try {
				return factory.createSocket(server.getAddress(), server.getPort());
			}
			catch (IOException ex) {
				throw new JedisConnectionException(ex);
			}
		}

		@Override
		public void close() {
			// Nothing is left open
		}

	}

	/**
	 * What is done with the bytes that the server keeps.
	 */
	private interface Commands {

		long length();

		void set(long position, byte[] part);

		byte[] get(long first, long last);

	}

	private record LettuceCommands(RedisStringCommands commands) implements Commands {

		@Override
		public long length() {
			return this.commands.strLen(KEY);
		}

		@Override
		public void set(long position, byte[] part) {
			this.commands.setRange(KEY, part, position);
		}

		@Override
		public byte[] get(long first, long last) {
			return this.commands.getRange(KEY, first, last);
		}

	}

	private record JedisCommands(Jedis jedis) implements Commands {

		@Override
		public long length() {
			return this.jedis.strlen(KEY);
		}

		@Override
		public void set(long position, byte[] part) {
			this.jedis.setrange(KEY, position, part);
		}

		@Override
		public byte[] get(long first, long last) {
			return this.jedis.getrange(KEY, first, last);
		}

	}

}
