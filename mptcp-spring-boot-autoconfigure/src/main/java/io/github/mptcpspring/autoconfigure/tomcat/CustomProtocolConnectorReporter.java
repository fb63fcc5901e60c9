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

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import io.github.mptcpspring.tomcat.MptcpHttp11NioProtocol;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;

/**
 * Reports connectors of Tomcat whose protocol was set by the application, which is kept:
 * the settings do not apply to them.
 */
class CustomProtocolConnectorReporter
		implements ApplicationListener<WebServerInitializedEvent>, ApplicationContextAware {

	private final ListenerSockets sockets;

	private @Nullable ApplicationContext applicationContext;

	CustomProtocolConnectorReporter(ListenerSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// Events of a management context, which has its own reporter, are received too
		boolean ownServer = event.getApplicationContext() == this.applicationContext;
		if (ownServer && !this.sockets.settings().isPlain() && event.getWebServer() instanceof TomcatWebServer server) {
			for (Connector connector : server.getTomcat().getService().findConnectors()) {
				if (!(connector.getProtocolHandler() instanceof MptcpHttp11NioProtocol)
						&& connector.getLocalPort() > 0) {
					report(connector, connector == server.getTomcat().getConnector());
				}
			}
		}
	}

	private void report(Connector connector, boolean ofTheFactory) {
		Problem because = reason(connector.getProtocolHandler().getClass().getName(), ofTheFactory);
		try {
			PreparedListener listener = this.sockets.leave(Protocol.TCP, because);
			listener.opened("Tomcat", new InetSocketAddress(connector.getLocalPort()));
			connector.addLifecycleListener(new CloseReporter(listener));
		}
		catch (MptcpUnavailableException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// The factory creates its own connector, and the application all others
	private static Problem reason(String protocol, boolean ofTheFactory) {
		String ours = MptcpHttp11NioProtocol.class.getName();
		if (ofTheFactory) {
			return Problem.permanent("the application chose the protocol " + protocol + " for this connector",
					"Leave the protocol at its default or use " + ours);
		}
		return Problem.permanent("the application made this connector, with the protocol " + protocol,
				"Make it with new Connector(\"" + ours + "\")");
	}

	/**
	 * Reports once that a connector has been stopped.
	 */
	private record CloseReporter(PreparedListener listener) implements LifecycleListener {

		@Override
		public void lifecycleEvent(LifecycleEvent event) {
			if (event.getType().equals(Lifecycle.AFTER_STOP_EVENT)) {
				event.getLifecycle().removeLifecycleListener(this);
				this.listener.closed();
			}
		}

	}

}
