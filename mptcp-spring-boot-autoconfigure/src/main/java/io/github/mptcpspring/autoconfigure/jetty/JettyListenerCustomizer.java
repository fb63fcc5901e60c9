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

package io.github.mptcpspring.autoconfigure.jetty;

import io.github.mptcpspring.autoconfigure.webserver.ListenerCustomizer;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.jetty.MptcpServerCustomizer;

import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * {@link WebServerFactoryCustomizer} that applies the settings to embedded Jetty. It is
 * called last, so that no other customizer removes its server customizer with
 * {@code setServerCustomizers}. Connectors may be added before or after.
 */
class JettyListenerCustomizer implements ListenerCustomizer<JettyWebServerFactory> {

	private final ListenerSockets sockets;

	JettyListenerCustomizer(ListenerSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public void customize(JettyWebServerFactory factory) {
		if (!this.sockets.settings().isPlain()) {
			factory.addServerCustomizers(new MptcpServerCustomizer(this.sockets.sockets(), this.sockets.settings(),
					this.sockets.observer())::customize);
		}
	}

}
