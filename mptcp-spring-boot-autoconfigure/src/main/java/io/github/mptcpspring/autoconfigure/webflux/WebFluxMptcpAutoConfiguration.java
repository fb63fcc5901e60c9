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

package io.github.mptcpspring.autoconfigure.webflux;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connection of a request in
 * handlers of Spring WebFlux. A handler that asks for the connection also works with each
 * switch off, and in a {@code @WebFluxTest}, and gets none.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
public final class WebFluxMptcpAutoConfiguration {

	WebFluxMptcpAutoConfiguration() {
	}

	@Bean
	WebFluxConfigurer mptcpConnectionWebFluxConfigurer() {
		return new ConnectionArgumentConfigurer();
	}

	@Bean
	@ConditionalOnBean(MptcpSettings.class)
	@Conditional(OnMptcpEnabledCondition.Server.class)
	@Nullable MptcpConnectionWebFilter mptcpConnectionWebFilter(MptcpSettings settings,
			ObjectProvider<NativeRequestConnection> servers) {
		return settings.server().isPlain() ? null : new MptcpConnectionWebFilter(servers.orderedStream().toList());
	}

	/**
	 * Adds the {@link MptcpConnectionArgumentResolver}.
	 */
	private static final class ConnectionArgumentConfigurer implements WebFluxConfigurer {

		@Override
		public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
			configurer.addCustomResolver(new MptcpConnectionArgumentResolver());
		}

	}

}
