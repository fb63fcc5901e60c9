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

package io.github.mptcpspring.clienttests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.network.ClientProgram;
import io.github.mptcpspring.testsupport.network.DownloadingClient;
import io.github.mptcpspring.testsupport.network.Reception;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The clients that Boot builds, on a host of their own.
 */
final class BootClientProgram {

	private BootClientProgram() {
	}

	static void main() throws IOException {
		ClientProgram.run((arguments) -> start(ClientKind.valueOf(arguments.getFirst())));
	}

	private static DownloadingClient start(ClientKind kind) {
		return new Client(kind, kind.start(ClientKind.Application.class,
				List.of("client.mptcp.enabled=true", "client.mptcp.on-unavailable=fail", "logging.level.root=warn")));
	}

	/**
	 * One of them.
	 *
	 * @param kind the kind of client
	 * @param context its application
	 */
	private record Client(ClientKind kind, ConfigurableApplicationContext context) implements DownloadingClient {

		@Override
		public void download(InetSocketAddress server, long bytes, Reception reception) {
			URI uri = URI.create("http://" + server.getHostString() + ":" + server.getPort() + "/bytes");
			this.kind.receive(this.context, uri, reception::receive);
			// The pool keeps the connection
			reception.begin(KernelSockets.connectionsTo(server.getPort()).getFirst(), null);
			reception.end();
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
