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

package io.github.mptcpspring.lettuce;

import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.netty.ClientPreparation;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;

/**
 * {@link ClientResources} whose clients connect with MPTCP. They share everything with
 * the resources that they are made from, which are still the ones to shut down.
 *
 * <pre>{@code
 * ClientSettings settings = new ClientSettings(true, OnUnavailable.FALLBACK, false);
 * ClientResources resources = new MptcpClientResources(ClientResources.create(), MptcpSockets.create(), settings,
 *         (problem) -> System.err.println(problem.summary()));
 * RedisClient client = RedisClient.create(resources, "redis://localhost");
 * }</pre>
 * <p>
 * Fast Open is not used. Connections to Unix domain sockets are not changed.
 */
public final class MptcpClientResources implements ClientResources {

	private final ClientResources delegate;

	private final ClientPreparation preparation;

	/**
	 * Create new resources.
	 * @param delegate the resources to share
	 * @param sockets the sockets of this process
	 * @param settings the settings of clients
	 * @param observer is notified of the result for each connection
	 */
	public MptcpClientResources(ClientResources delegate, MptcpSockets sockets, ClientSettings settings,
			ProblemObserver observer) {
		this.delegate = delegate;
		this.preparation = new ClientPreparation(
				new ClientSockets(ProcessSockets.of(sockets), settings.withoutFastOpen(), observer),
				RefusableOptions.NONE);
	}

	@Override
	public EventLoopGroupProvider eventLoopGroupProvider() {
		return new PreparingEventLoopGroupProvider(this.delegate.eventLoopGroupProvider(), this.preparation);
	}

	/**
	 * Return a builder of resources like those that these are made from, without MPTCP.
	 */
	@Override
	public Builder mutate() {
		return this.delegate.mutate();
	}

	@Override
	public Future<Boolean> shutdown() {
		return this.delegate.shutdown();
	}

	@Override
	public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit timeUnit) {
		return this.delegate.shutdown(quietPeriod, timeout, timeUnit);
	}

	@Override
	public AddressResolverGroup<?> addressResolverGroup() {
		return this.delegate.addressResolverGroup();
	}

	@Override
	public EventPublisherOptions commandLatencyPublisherOptions() {
		return this.delegate.commandLatencyPublisherOptions();
	}

	@Override
	public CommandLatencyRecorder commandLatencyRecorder() {
		return this.delegate.commandLatencyRecorder();
	}

	@Override
	public int computationThreadPoolSize() {
		return this.delegate.computationThreadPoolSize();
	}

	@Override
	public EventBus eventBus() {
		return this.delegate.eventBus();
	}

	@Override
	public EventExecutorGroup eventExecutorGroup() {
		return this.delegate.eventExecutorGroup();
	}

	@Override
	public int ioThreadPoolSize() {
		return this.delegate.ioThreadPoolSize();
	}

	@Override
	public NettyCustomizer nettyCustomizer() {
		return this.delegate.nettyCustomizer();
	}

	@Override
	public Delay reconnectDelay() {
		return this.delegate.reconnectDelay();
	}

	@Override
	public SocketAddressResolver socketAddressResolver() {
		return this.delegate.socketAddressResolver();
	}

	@Override
	public Timer timer() {
		return this.delegate.timer();
	}

	@Override
	public Tracing tracing() {
		return this.delegate.tracing();
	}

}
