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

package io.github.mptcpspring.autoconfigure.mail;

import java.io.UncheckedIOException;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;

/**
 * The sockets of mail senders. They do not use Fast Open: a mail server is the first to
 * write.
 */
final class MailSockets {

	static final String CLIENT = "Mail sender";

	private final ClientSockets sockets;

	private final MptcpSocketFactory factory;

	/**
	 * Create a new instance.
	 * @param sockets the kit for clients
	 */
	MailSockets(ClientSockets sockets) {
		ClientSettings settings = sockets.settings().withoutFastOpen();
		ProblemObserver observer = sockets.observer().forClient(CLIENT);
		this.sockets = new ClientSockets(sockets.sockets(), settings, observer);
		this.factory = new MptcpSocketFactory(sockets.sockets(), settings, observer);
	}

	/**
	 * Return what creates the sockets.
	 * @return the factory
	 */
	MptcpSocketFactory factory() {
		return this.factory;
	}

	/**
	 * Return whether MPTCP is enabled.
	 * @return {@code true} if mail senders connect with MPTCP
	 */
	boolean isMptcp() {
		return this.sockets.settings().mptcp();
	}

	/**
	 * Return whether mail senders must not connect without MPTCP.
	 * @return {@code true} if MPTCP is required
	 */
	boolean isMptcpRequired() {
		return this.sockets.settings().isMptcpRequired();
	}

	/**
	 * Report that a sender connects without MPTCP.
	 * @param reason the reason, a clause without a full stop
	 * @param remedy what to do, a sentence without a full stop
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required
	 */
	void report(String reason, String remedy) {
		this.sockets.leave(Problem.permanent(reason, remedy));
	}

}
