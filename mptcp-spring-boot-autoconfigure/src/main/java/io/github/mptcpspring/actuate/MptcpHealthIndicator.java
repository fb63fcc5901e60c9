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

package io.github.mptcpspring.actuate;

import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} that is down only if MPTCP is required and missing. For servers
 * this is determined by their listeners, which stay MPTCP even if new sockets cannot use
 * it, and for clients by opening a socket. With a fallback to TCP the status is up.
 */
public class MptcpHealthIndicator extends AbstractHealthIndicator {

	private final MptcpSettings settings;

	private final MptcpSockets sockets;

	private final ListenerRegistry listeners;

	/**
	 * Create a new indicator.
	 * @param settings the settings of the application
	 * @param sockets the sockets of this process
	 * @param listeners the listeners of the application
	 */
	public MptcpHealthIndicator(MptcpSettings settings, MptcpSockets sockets, ListenerRegistry listeners) {
		super("The health of MPTCP cannot be told");
		this.settings = settings;
		this.sockets = sockets;
		this.listeners = listeners;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Optional<Problem> problem = this.sockets.probe();
		List<String> withoutMptcp = this.listeners.listeners()
			.stream()
			.filter(MptcpHealthIndicator::isMptcpMissing)
			.map(MptcpHealthIndicator::describe)
			.toList();
		boolean serverFails = this.settings.mptcpServerRequired() && !withoutMptcp.isEmpty();
		boolean clientFails = this.settings.mptcpClientRequired() && problem.isPresent()
				&& this.sockets.isTcpAvailable();
		builder.status((serverFails || clientFails) ? Status.DOWN : Status.UP)
			.withDetail("required", this.settings.mptcpRequired())
			.withDetail("available", problem.isEmpty());
		if (!withoutMptcp.isEmpty()) {
			builder.withDetail("listenersWithoutMptcp", withoutMptcp);
		}
		problem.ifPresent((because) -> builder.withDetail("reason", because.description())
			.withDetail("fix", because.action())
			.withDetail("commands", because.commands()));
	}

	private static boolean isMptcpMissing(Listener listener) {
		return listener.state().problems().stream().map(Problem::feature).anyMatch(Feature.MPTCP::equals);
	}

	private static String describe(Listener listener) {
		return listener.port().map((port) -> listener.server() + " on port " + port).orElse(listener.server());
	}

}
