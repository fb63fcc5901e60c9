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

package io.github.mptcpspring.autoconfigure.tomcat;

import io.github.mptcpspring.autoconfigure.webserver.ListenerCustomizer;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.tomcat.MptcpHttp11NioProtocol;
import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * {@link WebServerFactoryCustomizer} that applies the settings to embedded Tomcat. It is
 * called last, so that a protocol that was set by the application is kept.
 */
class TomcatListenerCustomizer implements ListenerCustomizer<TomcatWebServerFactory> {

	private final ListenerSockets sockets;

	private final ProtocolCustomizer protocolCustomizer;

	TomcatListenerCustomizer(ListenerSockets sockets) {
		this.sockets = sockets;
		this.protocolCustomizer = new ProtocolCustomizer(sockets);
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		if (this.sockets.settings().isPlain()) {
			return;
		}
		if (factory.getProtocol().equals(TomcatWebServerFactory.DEFAULT_PROTOCOL)) {
			factory.setProtocol(MptcpHttp11NioProtocol.class.getName());
		}
		factory.addProtocolHandlerCustomizers(this.protocolCustomizer);
		for (Connector connector : factory.getAdditionalConnectors()) {
			if (connector.getProtocolHandler() instanceof MptcpHttp11NioProtocol protocol) {
				this.protocolCustomizer.customize(protocol);
			}
		}
	}

	/**
	 * Passes the settings to the protocol, which Tomcat creates by its class name. Not a
	 * bean, because Boot would apply it even if every switch is off.
	 */
	private record ProtocolCustomizer(
			ListenerSockets sockets) implements TomcatProtocolHandlerCustomizer<MptcpHttp11NioProtocol> {

		@Override
		public void customize(MptcpHttp11NioProtocol protocol) {
			protocol.listenWith(this.sockets.sockets(), this.sockets.settings(), this.sockets.observer());
		}

	}

}
