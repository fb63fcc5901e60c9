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

package io.github.mptcpspring.autoconfigure.webserver;

import java.net.SocketAddress;

import io.github.mptcpspring.internal.server.ListenerSockets;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/**
 * Reports that the application is deployed to a servlet container, which opens its own
 * sockets.
 */
class ForeignContainerReporter implements SmartInitializingSingleton {

	private final ListenerSockets sockets;

	private final WebApplicationContext applicationContext;

	ForeignContainerReporter(ListenerSockets sockets, WebApplicationContext applicationContext) {
		this.sockets = sockets;
		this.applicationContext = applicationContext;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ServletContext container = this.applicationContext.getServletContext();
		if (!this.sockets.settings().isPlain() && container != null && !isMock(container) && !hasServerOfItsOwn()) {
			report(container);
		}
	}

	// Tests with a mock have no server
	private static boolean isMock(ServletContext container) {
		return container.getClass().getName().startsWith("org.springframework.mock.");
	}

	private boolean hasServerOfItsOwn() {
		return this.applicationContext instanceof WebServerApplicationContext context && context.getWebServer() != null;
	}

	private void report(ServletContext container) {
		UnpreparedListeners listeners = new UnpreparedListeners(this.sockets);
		listeners.report(container.getServerInfo(), new PortsOfContainer(), listeners.protocolOfNew());
	}

	/**
	 * The ports of the container, which an application cannot determine, and which most
	 * containers open after the application has started.
	 */
	private static final class PortsOfContainer extends SocketAddress {

		private static final long serialVersionUID = 1L;

		@Override
		public String toString() {
			return "the ports of its configuration";
		}

	}

}
