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

import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import io.github.mptcpspring.internal.server.ListenerRegistry;
import io.github.mptcpspring.internal.server.ServerListeners;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.annotation.Bean;

/**
 * {@link ManagementContextConfiguration} for management servers on their own port without
 * an adapter, which are reported or stop the application.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass(WebServerFactory.class)
@ConditionalOnBean(MptcpSettings.class)
class WebServerMptcpManagementContextConfiguration {

	@Bean
	static UnpreparedServerRefusal mptcpUnpreparedServerRefusal(ServerListeners listeners,
			ObjectProvider<ListenerCustomizer<?>> adapters) {
		return new UnpreparedServerRefusal(listeners.management(), adapters);
	}

	@Bean
	UnpreparedServerReporter mptcpUnpreparedServerReporter(ServerListeners listeners, ListenerRegistry prepared,
			ObjectProvider<ListenerCustomizer<?>> adapters) {
		return new UnpreparedServerReporter(listeners.management(), prepared, adapters);
	}

}
