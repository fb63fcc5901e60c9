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

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ServerListeners;
import jakarta.servlet.ServletRequest;
import org.apache.catalina.startup.Tomcat;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP and Fast Open on embedded
 * Tomcat, in servlet and in reactive applications.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass({ Tomcat.class, TomcatWebServerFactory.class })
@ConditionalOnWebApplication
@ConditionalOnBean(MptcpSettings.class)
public final class TomcatMptcpAutoConfiguration {

	TomcatMptcpAutoConfiguration() {
	}

	@Bean
	TomcatListenerCustomizer mptcpTomcatListenerCustomizer(ServerListeners listeners) {
		return new TomcatListenerCustomizer(listeners.application());
	}

	@Bean
	CustomProtocolConnectorReporter mptcpTomcatForeignConnectorReporter(ServerListeners listeners) {
		return new CustomProtocolConnectorReporter(listeners.application());
	}

	@Bean
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	NativeRequestConnection mptcpTomcatRequestConnection() {
		return NativeRequestConnection.ofAttribute(ServletRequest.class, ServletRequest::getAttribute);
	}

}
