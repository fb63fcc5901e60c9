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

package io.github.mptcpspring.mail;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.SSLContext;

import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import org.subethamail.smtp.server.SMTPServer;

/**
 * SubEthaSMTP, a server that knows STARTTLS.
 */
final class SmtpServer implements AutoCloseable {

	private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

	private final MptcpServerSocket listener;

	private final SMTPServer server;

	/**
	 * Start a server.
	 * @param mptcp whether it listens with MPTCP
	 * @param tls how it speaks TLS
	 * @param tlsFromTheStart whether it does so from the first byte, or asks for STARTTLS
	 * @throws IOException when it cannot listen
	 */
	SmtpServer(boolean mptcp, SSLContext tls, boolean tlsFromTheStart) throws IOException {
		this.listener = MptcpServerSocket.unbound(mptcp, tlsFromTheStart ? tls : null);
		this.server = SMTPServer.port(0)
			.bindAddress(ConnectedPair.V4_LOOPBACK)
			.hostName("localhost")
			.serverSocketFactory(() -> this.listener)
			.startTlsSocketFactory((socket) -> MptcpServerSocket.layer(socket, tls))
			.enableTLS(!tlsFromTheStart)
			.messageHandler((context, from, to, data) -> this.messages.add(data))
			.build();
		this.server.start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Wait for a message.
	 * @return what was received
	 * @throws InterruptedException when interrupted
	 */
	byte[] takeMessage() throws InterruptedException {
		return this.messages.take();
	}

	List<KernelProtocol> protocols() {
		return this.listener.protocols();
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
