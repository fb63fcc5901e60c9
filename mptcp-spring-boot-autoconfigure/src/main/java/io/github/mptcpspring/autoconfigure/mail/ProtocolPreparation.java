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

import java.util.Properties;
import java.util.Set;

import javax.net.ssl.SSLSocketFactory;

import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import org.eclipse.angus.mail.util.PropUtil;

/**
 * Gives a protocol of a mail session a socket factory, by the properties that Jakarta
 * Mail has for that. A socket factory of the application has precedence.
 * <p>
 * With a socket factory Angus Mail ({@code SocketFetcher}) repeats a failed connect
 * without it, respects {@code socketFactory.port}, and ignores {@code socks.host} and
 * {@code usesocketchannels}. So the first two are set to the values that change nothing;
 * {@link MailSocketFactory} takes care of the third, and the last keeps TCP.
 */
final class ProtocolPreparation {

	private static final String FACTORY = "socketFactory";

	private static final String FALLBACK = "socketFactory.fallback";

	private static final String FACTORY_PORT = "socketFactory.port";

	private static final String TLS_FACTORY = "ssl.socketFactory";

	private static final Set<String> TLS_PROTOCOLS = Set.of("smtps", "imaps", "pop3s");

	private final Properties properties;

	private final String prefix;

	private final MailSockets sockets;

	private final boolean tlsFromTheStart;

	/**
	 * Create a new instance.
	 * @param properties the properties of the session
	 * @param protocol the protocol, {@code smtp} for example
	 * @param sockets the sockets of mail senders
	 */
	ProtocolPreparation(Properties properties, String protocol, MailSockets sockets) {
		this.properties = properties;
		this.prefix = "mail." + protocol + ".";
		this.sockets = sockets;
		this.tlsFromTheStart = PropUtil.getBooleanProperty(properties, this.prefix + "ssl.enable",
				TLS_PROTOCOLS.contains(protocol));
	}

	/**
	 * Set the properties of the protocol.
	 * @param tlsOfBoot whether a TLS socket factory is that of
	 * {@code spring.mail.ssl.bundle}
	 * @return {@code true} if the sockets of the protocol are prepared
	 */
	boolean prepare(boolean tlsOfBoot) {
		if (!isPrepared()) {
			setFactories(tlsOfBoot);
		}
		return isPrepared();
	}

	/**
	 * Return whether the sockets of the protocol are prepared.
	 * @return {@code true} if a socket factory for MPTCP is set
	 */
	boolean isPrepared() {
		return isMptcp(FACTORY) || (this.tlsFromTheStart && isMptcp(TLS_FACTORY));
	}

	private void setFactories(boolean tlsOfBoot) {
		if (isSet(FACTORY) || isSet(FACTORY + ".class")) {
			reportOwn(FACTORY);
		}
		else if (this.tlsFromTheStart && isSet(TLS_FACTORY + ".class")) {
			reportOwn(TLS_FACTORY);
		}
		else if (PropUtil.getBooleanProperty(this.properties, this.prefix + "usesocketchannels", false)) {
			report("%susesocketchannels is true, and channels are not reached", "Remove that property");
		}
		else if (this.tlsFromTheStart
				&& this.properties.get(this.prefix + TLS_FACTORY) instanceof SSLSocketFactory tls) {
			prepareTls(tls, tlsOfBoot);
		}
		else {
			put(FACTORY, plainFactory());
			if (isSet(FACTORY_PORT)) {
				put(FACTORY_PORT, "-1");
			}
			connectOnlyOnce();
		}
	}

	// With a TLS socket factory Angus Mail creates a plain socket, and repeats a failed
	// connect without it
	private void prepareTls(SSLSocketFactory tls, boolean tlsOfBoot) {
		if (isSet("ssl.trust")) {
			// With this property Angus Mail layers TLS without the factory
			put(TLS_FACTORY, plainFactory());
		}
		else if (!tlsOfBoot) {
			reportOwn(TLS_FACTORY);
			return;
		}
		else if (isSet("proxy.host")) {
			report("%sproxy.host is set, and TLS over an HTTP proxy with an SSL bundle is not reached",
					"Use STARTTLS, or do not enable MPTCP");
			return;
		}
		else {
			put(TLS_FACTORY, MailTlsSocketFactory.create(this.properties, this.prefix, plainFactory(), tls));
		}
		if (this.sockets.isMptcpRequired()) {
			connectOnlyOnce();
		}
	}

	private void connectOnlyOnce() {
		if (!isSet(FALLBACK)) {
			put(FALLBACK, "false");
		}
		else if (PropUtil.getBooleanProperty(this.properties, this.prefix + FALLBACK, true)) {
			report("%ssocketFactory.fallback is true, and a connect that fails is repeated with TCP",
					"Remove that property");
		}
	}

	private MailSocketFactory plainFactory() {
		return new MailSocketFactory(this.properties, this.prefix, this.sockets.factory());
	}

	private boolean isMptcp(String factory) {
		Object object = this.properties.get(this.prefix + factory);
		return object instanceof UnconnectedSocketFactory || object instanceof MptcpSocketFactory
				|| MptcpSocketFactory.class.getName()
					.equals(this.properties.getProperty(this.prefix + factory + ".class"));
	}

	private boolean isSet(String name) {
		return this.properties.containsKey(this.prefix + name)
				|| this.properties.getProperty(this.prefix + name) != null;
	}

	private void put(String name, Object value) {
		this.properties.put(this.prefix + name, value);
	}

	private void reportOwn(String factory) {
		report("%s" + factory + " is a socket factory of the application",
				"Remove that property, or make it an MptcpSocketFactory");
	}

	private void report(String reason, String remedy) {
		this.sockets.report(reason.formatted(this.prefix), remedy);
	}

}
