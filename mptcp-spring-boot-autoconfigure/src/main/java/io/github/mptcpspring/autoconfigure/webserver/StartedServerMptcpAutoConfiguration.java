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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for servers that an application
 * starts in addition to a web server, or without one. They have no adapter, so they are
 * reported or stop the application.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnBean(MptcpSettings.class)
public final class StartedServerMptcpAutoConfiguration {

	StartedServerMptcpAutoConfiguration() {
	}

	@Bean
	StartedServerReporter mptcpStartedServerReporter(ServerListeners listeners, ListenerRegistry prepared) {
		return new StartedServerReporter(listeners.application(), prepared);
	}

}
