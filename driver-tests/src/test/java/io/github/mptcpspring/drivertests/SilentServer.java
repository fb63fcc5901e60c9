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
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import org.awaitility.Awaitility;

/**
 * Accepts the connections of drivers whose servers Debian has no package of, and says
 * nothing. It shows how the drivers connect, and no more.
 */
final class SilentServer implements AutoCloseable {

	private final MptcpServerSocket listener;

	private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

	SilentServer() throws IOException {
		this.listener = MptcpServerSocket.open();
		Thread.ofPlatform().daemon().start(this::accept);
	}

	private void accept() {
		try {
			while (true) {
				this.accepted.add(this.listener.accept());
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Wait for the first connection.
	 * @return what it speaks
	 */
	KernelProtocol firstProtocol() {
		Awaitility.await().until(() -> !this.listener.protocols().isEmpty());
		return this.listener.protocols().getFirst();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.accepted) {
			socket.close();
		}
	}

}
