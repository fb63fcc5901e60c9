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

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ServerListeners;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for web servers without an adapter,
 * which are reported or stop the application.
 */
@AutoConfiguration(after = { MptcpAutoConfiguration.class, StartedServerMptcpAutoConfiguration.class })
@ConditionalOnClass(WebServerFactory.class)
@ConditionalOnWebApplication
@ConditionalOnBean(MptcpSettings.class)
public final class WebServerMptcpAutoConfiguration {

	WebServerMptcpAutoConfiguration() {
	}

	@Bean
	static UnpreparedServerRefusal mptcpUnpreparedServerRefusal(ServerListeners listeners,
			ObjectProvider<ListenerCustomizer<?>> adapters) {
		return new UnpreparedServerRefusal(listeners.application(), adapters);
	}

	@Bean
	UnpreparedServerReporter mptcpUnpreparedServerReporter(ServerListeners listeners, ListenerRegistry prepared,
			ObjectProvider<ListenerCustomizer<?>> adapters) {
		return new UnpreparedServerReporter(listeners.application(), prepared, adapters);
	}

	@Bean
	@ConditionalOnBean(StartedServerReporter.class)
	WebServerPortListener mptcpWebServerPortListener(StartedServerReporter reporter) {
		return new WebServerPortListener(reporter);
	}

	/**
	 * Configuration for deployment to a servlet container.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ServletContext.class, WebApplicationContext.class })
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlet {

		@Bean
		ForeignContainerReporter mptcpForeignContainerReporter(ServerListeners listeners,
				WebApplicationContext applicationContext) {
			return new ForeignContainerReporter(listeners.application(), applicationContext);
		}

	}

	/**
	 * Configuration with the actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ManagementPortType.class)
	static class Actuator {

		@Bean
		ManagementPortReporter mptcpManagementPortReporter(MptcpSettings settings,
				ApplicationContext applicationContext) {
			boolean ownPort = ManagementPortType
				.get(applicationContext.getEnvironment()) == ManagementPortType.DIFFERENT;
			return new ManagementPortReporter(settings, ownPort, applicationContext);
		}

	}

	/**
	 * Configuration without the actuator, and so without a management server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType")
	static class NoActuator {

		@Bean
		ManagementPortReporter mptcpManagementPortReporter(MptcpSettings settings,
				ApplicationContext applicationContext) {
			return new ManagementPortReporter(settings, false, applicationContext);
		}

	}

}
