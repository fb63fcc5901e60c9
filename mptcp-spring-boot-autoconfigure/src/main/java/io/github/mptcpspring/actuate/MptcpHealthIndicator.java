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

import io.github.mptcpspring.diagnosis.Wishes;
import io.github.mptcpspring.socket.Availability;
import io.github.mptcpspring.socket.MptcpSockets;
import io.github.mptcpspring.socket.Unavailable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} that is down only where MPTCP is required and cannot be had any
 * more. Whoever falls back to TCP works, and is up.
 */
public class MptcpHealthIndicator extends AbstractHealthIndicator {

	private final Wishes wishes;

	/**
	 * Create a new indicator.
	 * @param wishes what the application asks for
	 */
	public MptcpHealthIndicator(Wishes wishes) {
		super("The health of MPTCP cannot be told");
		this.wishes = wishes;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Availability availability = MptcpSockets.ofThisHost().probe();
		builder.withDetail("required", this.wishes.mptcpRequired());
		if (availability instanceof Unavailable unavailable) {
			builder.status(this.wishes.mptcpRequired() ? Status.DOWN : Status.UP)
				.withDetail("available", false)
				.withDetail("reason", unavailable.reason())
				.withDetail("fix", unavailable.remedy())
				.withDetail("commands", unavailable.commands());
		}
		else {
			builder.up().withDetail("available", true);
		}
	}

}
