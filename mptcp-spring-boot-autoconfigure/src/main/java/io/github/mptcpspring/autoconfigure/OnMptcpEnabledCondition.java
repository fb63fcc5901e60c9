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

package io.github.mptcpspring.autoconfigure;

import java.util.function.Predicate;

import io.github.mptcpspring.internal.diagnosis.MptcpSettings;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * {@link SpringBootCondition} that matches if a feature is enabled.
 * <p>
 * During ahead-of-time processing it always matches, because features of an image are
 * enabled and disabled at runtime. Bean methods with this condition therefore check the
 * settings again and return {@code null} if the feature is disabled.
 */
public abstract sealed class OnMptcpEnabledCondition extends SpringBootCondition {

	private final String what;

	private final Predicate<MptcpSettings> condition;

	private OnMptcpEnabledCondition(String what, Predicate<MptcpSettings> condition) {
		this.what = what;
		this.condition = condition;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return ConditionOutcome.match("AOT processing leaves it to the run time whether " + this.what + " is on");
		}
		boolean match = this.condition.test(settings(Binder.get(context.getEnvironment())));
		return new ConditionOutcome(match,
				ConditionMessage.forCondition("Switch").because(this.what + (match ? " is on" : " is off")));
	}

	private static MptcpSettings settings(Binder binder) {
		return MptcpAutoConfiguration.mptcpSettings(bind(binder, ServerMptcpProperties.class),
				bind(binder, ManagementServerMptcpProperties.class), bind(binder, ClientMptcpProperties.class),
				bind(binder, FastOpenProperties.class));
	}

	private static <T> T bind(Binder binder, Class<T> properties) {
		String prefix = MergedAnnotations.from(properties).get(ConfigurationProperties.class).getString("prefix");
		return binder.bindOrCreate(prefix, properties);
	}

	/**
	 * Matches if MPTCP is enabled for a server or for clients.
	 */
	public static final class Mptcp extends OnMptcpEnabledCondition {

		Mptcp() {
			super("MPTCP", MptcpSettings::mptcp);
		}

	}

	/**
	 * Matches if MPTCP or Fast Open is enabled for a server or for clients.
	 */
	public static final class Any extends OnMptcpEnabledCondition {

		Any() {
			super("MPTCP or Fast Open", (settings) -> !settings.isEmpty());
		}

	}

	/**
	 * Matches if MPTCP or Fast Open is enabled for the server.
	 */
	public static final class Server extends OnMptcpEnabledCondition {

		Server() {
			super("MPTCP or Fast Open of the server", (settings) -> !settings.server().isPlain());
		}

	}

	/**
	 * Matches if MPTCP or Fast Open is enabled for clients.
	 */
	public static final class Client extends OnMptcpEnabledCondition {

		Client() {
			super("MPTCP or Fast Open of clients", (settings) -> !settings.client().isPlain());
		}

	}

	/**
	 * Matches if MPTCP or Fast Open is enabled for HTTP clients, or for a group of them.
	 */
	public static final class HttpClient extends OnMptcpEnabledCondition {

		HttpClient() {
			super("MPTCP or Fast Open of HTTP clients", MptcpSettings::httpClient);
		}

	}

	/**
	 * Matches if MPTCP is enabled for a kind of driver.
	 */
	public abstract static non-sealed class Driver extends OnMptcpEnabledCondition {

		/**
		 * Create a new condition.
		 * @param kind the kind, {@code redis} for {@code client.mptcp.redis.enabled}
		 */
		protected Driver(String kind) {
			super("MPTCP of " + kind, (settings) -> settings.drivers().contains(kind));
		}

	}

}
