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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;

/**
 * Reports a started web server without an adapter, so that a missing feature is always
 * reported. Listeners of adapters are in the {@link ListenerRegistry}.
 */
class UnpreparedServerReporter
		implements ApplicationListener<WebServerInitializedEvent>, ApplicationContextAware, Ordered, SmartLifecycle {

	/** An event loop reports its listener shortly after the server has been started. */
	private static final Duration LONGEST_REPORT = Duration.ofSeconds(1);

	private final ListenerSockets sockets;

	private final ListenerRegistry prepared;

	private final ObjectProvider<ListenerCustomizer<?>> adapters;

	private @Nullable ApplicationContext applicationContext;

	private volatile @Nullable PreparedListener reported;

	UnpreparedServerReporter(ListenerSockets sockets, ListenerRegistry prepared,
			ObjectProvider<ListenerCustomizer<?>> adapters) {
		this.sockets = sockets;
		this.prepared = prepared;
		this.adapters = adapters;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	/**
	 * After listeners that report their server on this event.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// Events of a management context, which has its own reporter, are received too
		boolean ownServer = event.getApplicationContext() == this.applicationContext;
		int port = event.getWebServer().getPort();
		if (ownServer && !this.sockets.settings().isPlain() && port > 0 && !isPrepared(port)) {
			report(event.getWebServer(), port);
		}
	}

	private boolean isPrepared(int port) {
		boolean served = (this.applicationContext != null)
				&& this.applicationContext.getBeanProvider(WebServerFactory.class)
					.stream()
					.anyMatch((factory) -> this.adapters.stream().anyMatch((adapter) -> adapter.serves(factory)));
		BooleanSupplier known = () -> this.prepared.ports().contains(port);
		return served ? waitFor(known) : known.getAsBoolean();
	}

	private static boolean waitFor(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > LONGEST_REPORT.toNanos()) {
				return false;
			}
			LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
		}
		return true;
	}

	private void report(WebServer server, int port) {
		UnpreparedListeners listeners = new UnpreparedListeners(this.sockets);
		this.reported = listeners.report(ServerNames.of(server), new InetSocketAddress(port),
				listeners.protocolOf(port));
	}

	@Override
	public boolean isAutoStartup() {
		return false;
	}

	@Override
	public void start() {
		// The event reports the start of the server
	}

	@Override
	public void stop() {
		PreparedListener listener = this.reported;
		this.reported = null;
		if (listener != null) {
			listener.closed();
		}
	}

	@Override
	public boolean isRunning() {
		return this.reported != null;
	}

}
