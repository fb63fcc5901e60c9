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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Properties;

import javax.net.ssl.SSLContext;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.pop3.Pop3Handler;
import com.icegreen.greenmail.pop3.commands.Pop3CommandRegistry;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * GreenMail with one message for {@code user} with the password {@code secret}.
 */
final class StoreServer implements AutoCloseable {

	private static final long START_MILLIS = 20_000;

	private final MptcpServerSocket listener;

	private final AbstractServer server;

	/**
	 * Start a server.
	 * @param protocol {@code imap} or {@code pop3}
	 * @param tls how it speaks TLS from the first byte, {@code null} if it does not
	 * @throws Exception when it cannot start
	 */
	StoreServer(String protocol, @Nullable SSLContext tls) throws Exception {
		Managers managers = new Managers();
		GreenMailUser user = managers.getUserManager().createUser("user@example.com", "user", "secret");
		MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
		message.setText("Hello");
		user.deliver(message);
		this.listener = MptcpServerSocket.unbound(true, tls);
		this.server = new Server(new ServerSetup(0, "127.0.0.1", protocol), managers);
		this.server.startService();
		if (!this.server.waitTillRunning(START_MILLIS)) {
			throw new IllegalStateException("It does not start");
		}
	}

	private ServerSocket bind() throws IOException {
		this.listener.bind(new InetSocketAddress("127.0.0.1", 0));
		return this.listener;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	List<KernelProtocol> protocols() {
		return this.listener.protocols();
	}

	@Override
	public void close() {
		this.server.stopService();
	}

	/**
	 * What GreenMail's servers have in common.
	 */
	private final class Server extends AbstractServer {

		private Server(ServerSetup setup, Managers managers) {
			super(setup, managers);
		}

		@Override
		protected ServerSocket openServerSocket() throws IOException {
			return bind();
		}

		@Override
		protected ProtocolHandler createProtocolHandler(Socket socket) {
			return getProtocol().equals(ServerSetup.PROTOCOL_IMAP)
					? new ImapHandler(this.managers.getUserManager(), this.managers.getImapHostManager(), socket)
					: new Pop3Handler(new Pop3CommandRegistry(), this.managers.getUserManager(), socket);
		}

	}

}
