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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ListenerSockets;
import io.github.mptcpspring.internal.server.PreparedListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Reports servers other than the web server (RSocket, gRPC, servers of the application),
 * which have no adapter.
 * <p>
 * It detects them without knowing their types: listeners that exist when the context has
 * started, and did not before the first {@link SmartLifecycle} bean was started, belong
 * to such servers. Listeners of the JVM (debugger, JMX agent) exist before, and other
 * listeners of a bean are mostly opened when it is created.
 * {@link UnpreparedServerReporter} reports web servers.
 */
class StartedServerReporter
		implements ApplicationListener<ApplicationContextEvent>, ApplicationContextAware, SmartLifecycle {

	private static final String REMEDY = "Serve it through the web server (Tomcat, Jetty or Reactor Netty) where that can be"
			+ " done, or start the JVM with 'mptcpize run', which makes every socket one of MPTCP";

	private final ListenerSockets sockets;

	private final ListenerRegistry prepared;

	private final Set<Integer> webServerPorts = ConcurrentHashMap.newKeySet();

	private final List<PreparedListener> reported = new CopyOnWriteArrayList<>();

	private final AtomicBoolean starting = new AtomicBoolean();

	private volatile @Nullable ListenersSinceStart listeners;

	private volatile boolean running;

	private @Nullable ApplicationContext applicationContext;

	StartedServerReporter(ListenerSockets sockets, ListenerRegistry prepared) {
		this.sockets = sockets;
		this.prepared = prepared;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public boolean isAutoStartup() {
		return !this.sockets.settings().isPlain();
	}

	/**
	 * The first phase, before every server.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		this.webServerPorts.clear();
		this.listeners = new ListenersSinceStart(this.sockets.sockets().kernel());
		this.starting.set(!this.sockets.settings().isPlain());
		this.running = true;
	}

	/**
	 * Register a web server of the application or of its management.
	 * @param port the port of the server
	 */
	void webServerStarted(int port) {
		this.webServerPorts.add(port);
	}

	/**
	 * Called after the context has started.
	 */
	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		ApplicationContext context = event.getApplicationContext();
		if (context == this.applicationContext && !(event instanceof ContextClosedEvent)
				&& this.starting.compareAndSet(true, false)) {
			reportStarted(new StartedServerNames(context));
		}
	}

	private void reportStarted(StartedServerNames names) {
		Set<Integer> known = new HashSet<>(this.webServerPorts);
		known.addAll(this.prepared.ports());
		ListenersSinceStart started = this.listeners;
		if (started != null) {
			started.forEachBut(known, (port, protocol) -> report(port, protocol, names.find(port)));
		}
	}

	// A server without a bean may belong to another application in the same JVM, and
	// does not stop this one
	private void report(int port, Protocol protocol, Optional<String> name) {
		ListenerSettings settings = this.sockets.settings();
		ListenerSockets asked = name.isPresent() ? this.sockets : this.sockets
			.with(new ListenerSettings(settings.mptcp(), OnUnavailable.FALLBACK, settings.fastOpenQueueLength()));
		this.reported.add(new UnpreparedListeners(asked).report(name.orElse("A server"), new InetSocketAddress(port),
				protocol, REMEDY));
	}

	@Override
	public void stop() {
		this.starting.set(false);
		this.listeners = null;
		this.reported.forEach(PreparedListener::closed);
		this.reported.clear();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
