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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.util.Map;

import io.github.mptcpspring.internal.diagnosis.MptcpSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * {@link BeanPostProcessor} that lets {@code client.mptcp.serviceclient} decide about the
 * transports that Spring Boot builds for groups of HTTP service clients with RestClient.
 */
class ServiceGroupPostProcessor implements BeanPostProcessor {

	private static final String CONFIGURER = "restClientPropertiesHttpServiceGroupConfigurer";

	private final ObjectProvider<MptcpSettings> settings;

	ServiceGroupPostProcessor(ObjectProvider<MptcpSettings> settings) {
		this.settings = settings;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!beanName.equals(CONFIGURER) || !(bean instanceof RestClientHttpServiceGroupConfigurer configurer)) {
			return bean;
		}
		Map<String, Boolean> enabled = this.settings.getObject().serviceGroups();
		return enabled.isEmpty() ? bean : new SwitchingConfigurer(configurer, enabled);
	}

	private record SwitchingConfigurer(RestClientHttpServiceGroupConfigurer delegate,
			Map<String, Boolean> enabled) implements RestClientHttpServiceGroupConfigurer {

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			this.delegate.configureGroups(new SwitchedGroups<>(groups, this.enabled));
		}

		@Override
		public int getOrder() {
			return this.delegate.getOrder();
		}

	}

}
